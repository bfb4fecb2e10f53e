#ifndef PILEDGER_PREFETCH_H
#define PILEDGER_PREFETCH_H

/* Asks for the cache line at an address, and does not wait for it. Swift has no word for it, and an
   ordinary read would hold up what comes after it. Any address may be given. */
static inline void prefetch_line(const void *address) { __builtin_prefetch(address); }

#endif
