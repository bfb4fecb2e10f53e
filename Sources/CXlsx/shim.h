#include <xlsxwriter.h>

// glibc declares it for GNU sources alone, which Swift's importer is not.
extern int memfd_create(const char *name, unsigned int flags);

// A file in memory, closed on exec (1 is MFD_CLOEXEC); negative with errno if there is none.
static inline int open_memory_file(void) { return memfd_create("workbook", 1); }
