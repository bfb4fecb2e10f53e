import Foundation
import TestSupport
import Testing

@testable import PiAPI

@Suite struct APIKeyTests {
  private static let text = "stand-in-key-0123456789abcdef"

  @Test func `no way of printing a key shows it`() throws {
    let key = try APIKey(Self.text, from: "test")
    var dumped = ""
    dump(["key": key], to: &dumped)
    for shown in ["\(key)", String(describing: key), String(reflecting: key), dumped] {
      #expect(!shown.contains(Self.text))
      #expect(shown.contains(APIKey.mask))
    }
  }

  @Test func `an answer that repeats the key is stored without it, at the same length`() throws {
    let key = try APIKey(Self.text, from: "test")
    let stars = String(repeating: "*", count: Self.text.utf8.count)
    let body = #"{"keys":["\#(Self.text)","\#(Self.text)"]}"#
    let masked = String(decoding: key.masked(in: Array(body.utf8)), as: UTF8.self)
    #expect(masked == #"{"keys":["\#(stars)","\#(stars)"]}"#)
    #expect(key.masked(in: [1, 2, 3]) == [1, 2, 3])
  }

  @Test(arguments: ["", " \n", "two words", "key\r\nx-evil: 1", "kéy", "k\u{0}y"])
  func `a text that no header can carry is not a key, and is not repeated in the error`(
    text: String
  ) {
    #expect(throws: APIKeyError("PIAPI_API_KEY: expected one key of printable ASCII characters")) {
      try APIKey(text, from: "PIAPI_API_KEY")
    }
  }

  @Test(arguments: [0o600, 0o400] as [mode_t])
  func `a key file that its owner alone can read is read, without its line end`(mode: mode_t) throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.write("\(Self.text)\n", to: "piapi.key")
    chmod(path, mode)
    #expect(try KeyFile.key(at: path).text == Self.text)
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o601] as [mode_t])
  func `a key file that others can use is refused`(mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "piapi.key")
    chmod(path, mode)
    let octal = String(mode, radix: 8)
    #expect(
      throws: APIKeyError(
        "\(path): others can read the key (mode \(octal)); chmod 600 \(path)")
    ) { try KeyFile.key(at: path) }
  }

  @Test func `a credential of systemd may show its access list as bits of the group`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.text, to: "credentials/piapi")
    chmod(path, 0o440)
    let credentials = folder.path("credentials")
    #expect(try KeyFile.key(at: path, credentialsFolder: credentials).text == Self.text)
    #expect(throws: APIKeyError.self) { try KeyFile.key(at: path, credentialsFolder: folder.path) }
    chmod(path, 0o444)
    #expect(throws: APIKeyError.self) {
      try KeyFile.key(at: path, credentialsFolder: credentials)
    }
  }

  @Test func `a folder, a missing file and a long file are not keys`() throws {
    let folder = try TemporaryFolder()
    let long = try folder.write(String(repeating: "k", count: 600), to: "long")
    chmod(long, 0o600)
    for path in [folder.path, folder.path("missing"), long] {
      #expect(throws: APIKeyError.self) { try KeyFile.key(at: path) }
    }
  }
}
