// The SHA-256 functions that keep their state in a plain struct: OpenSSL marks them deprecated in
// favor of its EVP interface, which reads a configuration file before the first hash.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
