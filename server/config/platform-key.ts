import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'

// The key that Clockify signs every add-on token with, as its developer documentation prints it; production and
// developer environment share it. SHA-256 of its DER form: 0cebc449014cf940ad0763e204b29b3a2263abfa1ccd298347c9bd2db2708b16
export const CLOCKIFY_PLATFORM_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAubktufFNO/op+E5WBWL6
/Y9QRZGSGGCsV00FmPRl5A0mSfQu3yq2Yaq47IlN0zgFy9IUG8/JJfwiehsmbrKa
49t/xSkpG1u9w1GUyY0g4eKDUwofHKAt3IPw0St4qsWLK9mO+koUo56CGQOEpTui
5bMfmefVBBfShXTaZOtXPB349FdzSuYlU/5o3L12zVWMutNhiJCKyGfsuu2uXa9+
6uQnZBw1wO3/QEci7i4TbC+ZXqW1rCcbogSMORqHAP6qSAcTFRmrjFAEsOWiUUhZ
rLDg2QJ8VTDghFnUhYklNTJlGgfo80qEWe1NLIwvZj0h3bWRfrqZHsD/Yjh0duk6
yQIDAQAB
-----END PUBLIC KEY-----
`

const MIN_BITS = 2048

/** PEM text, with line breaks or `\n` for them, or the path of a PEM file. */
export function readPlatformKey(value: string | undefined): string {
  if (value === undefined) return CLOCKIFY_PLATFORM_KEY
  const pem = value.includes('-----BEGIN') ? value.replaceAll('\\n', '\n') : readFileSync(value, 'utf8')
  const key = createPublicKey(pem)
  if (pem.includes('PRIVATE KEY')) throw new Error('it holds a private key; only the public one belongs here')
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_BITS)
    throw new Error(`it must be an RSA public key of at least ${MIN_BITS} bits`)
  return pem
}
