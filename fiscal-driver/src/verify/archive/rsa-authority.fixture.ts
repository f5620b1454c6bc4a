/** A self-signed certificate with an RSA key, as no TSE has one. */
export const rsaAuthority: Uint8Array = Uint8Array.from(
  Buffer.from(
    [
      'MIICDjCCAXegAwIBAgIUewXOpTaOvbuoOowgLXo+eJFZkOowDQYJKoZIhvcNAQELBQAwGDEWMBQGA1UEAwwNUlNBIGF1dGhvcml0',
      'eTAgFw0yNjExMjMwMDIxMzhaGA8yMDgxMDgyNjAwMjEzOFowGDEWMBQGA1UEAwwNUlNBIGF1dGhvcml0eTCBnzANBgkqhkiG9w0B',
      'AQEFAAOBjQAwgYkCgYEAsIA5g7pDYlnKk3QC2BlkLiICzma/Lenwm1s0IKzkJUT7ZdzWZHgvnvmdMUDGhyo32/iOTBE3UMYulov+',
      'cn21l4H8OoETEiVMFiyIJZhC2QQNPL8QsDulkK3lf4ZhEO43US1/3466Bm2XrfmaVnclCozZey6Drk9ulOb6EzzuSEsCAwEAAaNT',
      'MFEwHQYDVR0OBBYEFIuRXfMzhlYhGV50VGWfFEJkqguCMB8GA1UdIwQYMBaAFIuRXfMzhlYhGV50VGWfFEJkqguCMA8GA1UdEwEB',
      '/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADgYEAfOEcgd4DCLuzWbn4pfPAoR8iO3wyqBaZQBZamp72TAJTpj3CCWpOMQ53Bf9YE9C2',
      'gJHDYk4VWmJXUm/1IPkrldyD12Z6XZFumh6AgGaiAVnqp6tomyVx69U9FL1Jcb7z2SI9sy/uzE28966hrhBCB7IQ0uc87kQPS1+0',
      'e5e73ug=',
    ].join(''),
    'base64',
  ),
)
