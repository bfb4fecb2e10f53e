#include <sys/mman.h>
#include <xlsxwriter.h>
