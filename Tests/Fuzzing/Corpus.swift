import Foundation

/// The inputs that mutation starts from.
struct Corpus {
  /// By name, so that their order is the same everywhere.
  let files: [(name: String, bytes: [UInt8])]

  /// The files of a folder, or a file.
  init(at path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Fault("\(path): cannot be read")
    }
    let names =
      isFolder.boolValue
      ? try FileManager.default.contentsOfDirectory(atPath: path).sorted() : [""]
    files = try names.map { name in
      let url = name.isEmpty ? URL(filePath: path) : URL(filePath: path).appending(path: name)
      return (name, Array(try Data(contentsOf: url)))
    }
  }
}
