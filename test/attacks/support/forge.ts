import {
  constants,
  createHmac,
  createPublicKey,
  createSign,
  createHash,
  generateKeyPairSync,
  privateEncrypt,
  sign as signBytes,
  type KeyObject,
} from 'node:crypto'

export type Text = string | Uint8Array
type Key = KeyObject

/** The platform's pair, and one of a stranger. */
export interface Keys {
  readonly platform: { readonly publicKey: Key; readonly privateKey: Key }
  readonly stranger: { readonly publicKey: Key; readonly privateKey: Key }
  /** Where the stranger's key set would be found. */
  readonly evil: string
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

export function makeKeys(platform: Keys['platform'] = pair(), evil = 'http://127.0.0.1:9/keys.json'): Keys {
  return { platform, stranger: pair(), evil }
}

export const b64 = (text: Text): string => Buffer.from(text).toString('base64url')

/** Header and claims as they will be signed; objects are written as JSON, texts as they are. */
export function contentOf(header: unknown, claims: unknown): string {
  return `${b64(asText(header))}.${b64(asText(claims))}`
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export const withSignature = (content: string, signature: Text): string => `${content}.${b64(signature)}`

export function rs256(content: string, key: Key): string {
  return withSignature(content, createSign('RSA-SHA256').update(content).sign(key))
}

export function hmac(content: string, secret: Text, hash = 'sha256'): string {
  return withSignature(content, createHmac(hash, secret).update(content).digest())
}

const HASHES: Readonly<Record<string, string>> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' }

/** The other signatures that an RSA key can make, made truly by it. */
export function rsaAs(alg: string, content: string, key: Key): string {
  const hash = HASHES[alg.slice(2)] ?? 'sha1'
  if (!alg.startsWith('PS')) return withSignature(content, signBytes(hash, Buffer.from(content), key))
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  return withSignature(content, signBytes(hash, Buffer.from(content), pss))
}

// DigestInfo of SHA-256 as PKCS #1 writes it, without the digest.
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')
const BLOCK = 256

/** A signature by the true key over a block that is padded as the caller says: none of them is PKCS #1. */
export function rawBlock(content: string, key: Key, pad: (digest: Buffer) => Buffer): string {
  const digest = createHash('sha256').update(content).digest()
  const block = pad(digest)
  return withSignature(content, privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block))
}

function block(start: string, filler: number, end: Buffer): Buffer {
  const head = Buffer.from(start, 'hex')
  return Buffer.concat([
    head,
    Buffer.alloc(BLOCK - head.length - 1 - end.length, filler),
    Buffer.from([0]),
    end,
  ])
}

const info = (hex: string, digest: Buffer): Buffer => Buffer.concat([Buffer.from(hex, 'hex'), digest])

/** Blocks that lenient verifiers have taken for PKCS #1 v1.5. */
export const PADDINGS: Readonly<Record<string, (digest: Buffer) => Buffer>> = {
  'of type 0': (digest) => block('0000', 0, Buffer.concat([SHA256_INFO, digest])),
  'of type 2': (digest) => block('0002', 0xff, Buffer.concat([SHA256_INFO, digest])),
  'with another first byte': (digest) => block('0101', 0xff, Buffer.concat([SHA256_INFO, digest])),
  'filled with something else than ff': (digest) => block('0001', 0xfe, Buffer.concat([SHA256_INFO, digest])),
  'short, with garbage behind the digest': (digest) => {
    const start = Buffer.concat([Buffer.from(`0001${'ff'.repeat(8)}00`, 'hex'), SHA256_INFO, digest])
    return Buffer.concat([start, Buffer.alloc(BLOCK - start.length, 0x41)])
  },
  'without digest info': (digest) => block('0001', 0xff, digest),
  'with the digest info of SHA-1': (digest) =>
    block('0001', 0xff, info('3021300906052b0e03021a05000414', digest.subarray(0, 20))),
  'with the digest info of SHA-512': (digest) =>
    block('0001', 0xff, info('3051300d060960864801650304020305000440', Buffer.concat([digest, digest]))),
  'without the NULL of the algorithm': (digest) =>
    block('0001', 0xff, info('302f300b06096086480165030402010420', digest)),
  'with a length in its long form': (digest) =>
    block('0001', 0xff, info('308131300d060960864801650304020105000420', digest)),
  'with an empty digest': () =>
    block('0001', 0xff, Buffer.from('3011300d060960864801650304020105000400', 'hex')),
  'of zeros': () => Buffer.alloc(BLOCK),
  'of one': () => Buffer.concat([Buffer.alloc(BLOCK - 1), Buffer.from([1])]),
}

/** Everything that a careless program might use as the shared secret when it holds a public key. */
export function secretsFrom(publicKey: Key): Readonly<Record<string, Text>> {
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const pkcs1 = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const der = publicKey.export({ type: 'spki', format: 'der' })
  const jwk = publicKey.export({ format: 'jwk' })
  const body = pem.replaceAll(/-----[^-]+-----|\n/g, '')
  return {
    'the PEM': pem,
    'the PEM without its last line break': pem.trimEnd(),
    'the PEM with CRLF': pem.replaceAll('\n', '\r\n'),
    'the PEM on one line': pem.replaceAll('\n', ''),
    'the PEM with \\n for its line breaks': pem.replaceAll('\n', '\\n'),
    'the base64 of the PEM': body,
    'the PKCS #1 PEM': pkcs1,
    'the PKCS #1 PEM without its last line break': pkcs1.trimEnd(),
    'the DER': der,
    'the PKCS #1 DER': publicKey.export({ type: 'pkcs1', format: 'der' }),
    'the JWK': JSON.stringify(jwk),
    'the JWK n': jwk.n ?? '',
    'the bytes of the JWK n': Buffer.from(jwk.n ?? '', 'base64url'),
    'the JWK n in hexadecimal': Buffer.from(jwk.n ?? '', 'base64url').toString('hex'),
    'the JWK e': jwk.e ?? '',
    nothing: '',
    'a zero byte': Buffer.from([0]),
    secret: 'secret',
    null: 'null',
    undefined: 'undefined',
  }
}

export const publicPem = (key: Key): string => key.export({ type: 'spki', format: 'pem' }).toString()
export const publicJwk = (key: Key) => createPublicKey(publicPem(key)).export({ format: 'jwk' })
