#define _GNU_SOURCE
#include "FaultyDisk.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { descriptor_limit = 4096 };
enum call {
  open_call, read_call, write_call, sync_call, truncate_call, rename_call, unlink_call, mkdir_call,
  link_call, mode_call, lock_call, call_kinds
};
static const char *const names[call_kinds] = {
  "open", "read", "write", "sync", "truncate", "rename", "unlink", "mkdir", "link", "mode", "lock",
};
enum fault { no_fault, kill_fault, torn_fault, short_fault, error_fault };

static const char *folder;
static bool is_chosen[call_kinds];
static const char *log_path;
static bool lasts;
static enum fault fault;
static int fault_code;
static long fault_at;
static atomic_long counts[call_kinds];
static atomic_long chosen_count;
/// The open files below the folder.
static atomic_bool is_ours[descriptor_limit];

/// Whether a list of words separated by commas has a word.
static bool has_word(const char *list, const char *word) {
  size_t length = strlen(word);
  for (const char *at = list; at != NULL && (at = strstr(at, word)) != NULL; at += length) {
    if ((at == list || at[-1] == ',') && (at[length] == 0 || at[length] == ',')) return true;
  }
  return false;
}

__attribute__((constructor)) static void start(void) {
  folder = getenv("FAULTY_DISK_FOLDER");
  const char *calls = getenv("FAULTY_DISK_CALLS");
  for (int call = 0; call < call_kinds; call++) is_chosen[call] = has_word(calls, names[call]);
  log_path = getenv("FAULTY_DISK_LOG");
  lasts = getenv("FAULTY_DISK_LASTS") != NULL;
  const char *at = getenv("FAULTY_DISK_AT");
  const char *kind = getenv("FAULTY_DISK_FAULT");
  if (at == NULL || kind == NULL) return;
  fault_at = atol(at);
  fault_code = atoi(kind);
  fault = strcmp(kind, "kill") == 0    ? kill_fault
          : strcmp(kind, "torn") == 0  ? torn_fault
          : strcmp(kind, "short") == 0 ? short_fault
                                       : error_fault;
}

/// Appends a line to the log, by calls that are not counted.
static void note(const char *text, long number) {
  if (log_path == NULL) return;
  char line[64];
  int length = snprintf(line, sizeof line, "%s %ld\n", text, number);
  long log = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (log < 0) return;
  syscall(SYS_write, log, line, length);
  syscall(SYS_close, log);
}

__attribute__((destructor)) static void end(void) {
  for (int call = 0; call < call_kinds; call++) note(names[call], atomic_load(&counts[call]));
}

static bool is_below(const char *path) {
  if (folder == NULL || path == NULL) return false;
  size_t length = strlen(folder);
  if (path[0] == '/') return strncmp(path, folder, length) == 0 && path[length] == '/';
  char here[4096];
  return getcwd(here, sizeof here) != NULL && strncmp(here, folder, length) == 0;
}

static bool is_open_file(int descriptor) {
  return descriptor >= 0 && descriptor < descriptor_limit && atomic_load(&is_ours[descriptor]);
}

/// What happens to this call. An error is in `errno`.
static enum fault meet(enum call call, bool is_affected) {
  if (!is_affected) return no_fault;
  atomic_fetch_add(&counts[call], 1);
  if (!is_chosen[call]) return no_fault;
  long number = atomic_fetch_add(&chosen_count, 1) + 1;
  if (fault == no_fault || (lasts ? number < fault_at : number != fault_at)) return no_fault;
  if (number == fault_at) note("fault", number);
  if (fault == kill_fault) raise(SIGKILL);
  errno = fault_code;
  return fault;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAILS(call, is_affected) (meet(call, is_affected) == error_fault)

// MARK: open and close

static int opened(int descriptor, bool is_below_folder) {
  if (descriptor >= 0 && descriptor < descriptor_limit) {
    atomic_store(&is_ours[descriptor], is_below_folder);
  }
  return descriptor;
}

#define OPEN(name)                                                      \
  int name(const char *path, int flags, ...) {                          \
    mode_t mode = 0;                                                    \
    if (flags & (O_CREAT | O_TMPFILE)) {                                \
      va_list list;                                                     \
      va_start(list, flags);                                            \
      mode = va_arg(list, mode_t);                                      \
      va_end(list);                                                     \
    }                                                                   \
    bool below = is_below(path);                                        \
    if (FAILS(open_call, below)) return -1;                                \
    return opened(REAL(name)(path, flags, mode), below);                \
  }
OPEN(open)
OPEN(open64)

int mkstemp(char *template) {
  bool below = is_below(template);
  if (FAILS(open_call, below)) return -1;
  return opened(REAL(mkstemp)(template), below);
}

int close(int descriptor) {
  if (descriptor >= 0 && descriptor < descriptor_limit) {
    atomic_store(&is_ours[descriptor], false);
  }
  return REAL(close)(descriptor);
}

// MARK: read and write

/// How many bytes a call reads or writes; nothing if it fails.
static bool bound(enum call call, int descriptor, size_t *size, bool *is_last) {
  *is_last = false;
  switch (meet(call, is_open_file(descriptor))) {
  case no_fault:
  case kill_fault: return true;
  case error_fault: return false;
  case torn_fault: *is_last = true; /* fall through */
  case short_fault:
    if (*size > 1) *size /= 2;
    return true;
  }
  return true;
}

#define TRANSFER(name, call, parameters, arguments)               \
  ssize_t name parameters {                                             \
    bool is_last;                                                       \
    if (!bound(call, descriptor, &size, &is_last)) return -1;           \
    ssize_t moved = REAL(name) arguments;                               \
    if (is_last) raise(SIGKILL);                                        \
    return moved;                                                       \
  }
TRANSFER(read, read_call, (int descriptor, void *bytes, size_t size),
         (descriptor, bytes, size))
TRANSFER(write, write_call, (int descriptor, const void *bytes, size_t size),
         (descriptor, bytes, size))
TRANSFER(pread, read_call, (int descriptor, void *bytes, size_t size, off_t offset),
         (descriptor, bytes, size, offset))
TRANSFER(pread64, read_call, (int descriptor, void *bytes, size_t size, off64_t offset),
         (descriptor, bytes, size, offset))
TRANSFER(pwrite, write_call,
         (int descriptor, const void *bytes, size_t size, off_t offset),
         (descriptor, bytes, size, offset))
TRANSFER(pwrite64, write_call,
         (int descriptor, const void *bytes, size_t size, off64_t offset),
         (descriptor, bytes, size, offset))

// MARK: what else changes files

#define CALL(name, call, is_affected, parameters, arguments)            \
  int name parameters {                                                 \
    if (FAILS(call, is_affected)) return -1;                            \
    return REAL(name) arguments;                                        \
  }
CALL(fsync, sync_call, is_open_file(descriptor), (int descriptor), (descriptor))
CALL(fdatasync, sync_call, is_open_file(descriptor), (int descriptor), (descriptor))
CALL(ftruncate, truncate_call, is_open_file(descriptor), (int descriptor, off_t size),
     (descriptor, size))
CALL(ftruncate64, truncate_call, is_open_file(descriptor), (int descriptor, off64_t size),
     (descriptor, size))
CALL(fchmod, mode_call, is_open_file(descriptor), (int descriptor, mode_t mode), (descriptor, mode))
CALL(chmod, mode_call, is_below(path), (const char *path, mode_t mode), (path, mode))
CALL(rename, rename_call, is_below(new), (const char *old, const char *new), (old, new))
CALL(unlink, unlink_call, is_below(path), (const char *path), (path))
CALL(rmdir, unlink_call, is_below(path), (const char *path), (path))
CALL(mkdir, mkdir_call, is_below(path), (const char *path, mode_t mode), (path, mode))
CALL(symlink, link_call, is_below(path), (const char *target, const char *path), (target, path))
CALL(flock, lock_call, is_open_file(descriptor), (int descriptor, int operation),
     (descriptor, operation))

int fcntl64(int descriptor, int command, ...) {
  va_list list;
  va_start(list, command);
  void *argument = va_arg(list, void *);
  va_end(list);
  // Unlocking does not fail.
  bool is_lock = (command == F_SETLK || command == F_SETLKW || command == F_SETLK64)
    && ((struct flock *)argument)->l_type != F_UNLCK;
  if (is_lock && FAILS(lock_call, is_open_file(descriptor))) return -1;
  return REAL(fcntl64)(descriptor, command, argument);
}
