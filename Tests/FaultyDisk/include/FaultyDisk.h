// A disk that fails on order: preloaded into the tool by its tests, it counts the calls that a run
// makes on files below a folder, and at one of them it ends the process or lets the call fail.
//
// The environment says what happens:
//   FAULTY_DISK_FOLDER  the folder; files elsewhere are left alone
//   FAULTY_DISK_CALLS   which calls the number is of, separated by commas: open, read, write, sync, truncate,
//                       rename, unlink, mkdir, link, mode, lock
//   FAULTY_DISK_AT      the number of the call, from 1; without it calls are only counted
//   FAULTY_DISK_FAULT   kill (before the call), torn (after half of what is written), short (half is
//                       read or written), or a number of an error
//   FAULTY_DISK_LASTS   if set, every later one of the calls fails too, as on a full disk
//   FAULTY_DISK_LOG     a file that gets the number of calls of each kind when the process ends, and a
//                       line when the fault hits
