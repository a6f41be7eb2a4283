import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import {
  b64,
  contentOf,
  hmac,
  PADDINGS,
  publicJwk,
  rawBlock,
  rs256,
  rsaAs,
  secretsFrom,
  withSignature,
  type Keys,
} from './forge.ts'

type Claims = Readonly<Record<string, unknown>>
/** A token that no door may take, made from claims that it would take. */
export type Forgery = readonly [name: string, forge: (keys: Keys, claims: Claims) => string]

const HEADER = { alg: 'RS256', typ: 'JWT' }
const real = ({ platform }: Keys, claims: Claims): string =>
  rs256(contentOf(HEADER, claims), platform.privateKey)
const byStranger = (header: unknown, { stranger }: Keys, claims: Claims): string =>
  rs256(contentOf(header, claims), stranger.privateKey)
const partsOf = (token: string) => token.split('.') as [string, string, string]

// RFC 7518 and its registry, every spelling of none that a comparison might miss, and what is no text.
const NONE = ['none', 'None', 'NONE', 'nOnE', 'none ', ' none', '\tnone', 'none\0', 'n\u043Fne', '', 'null']
const OF_SECRETS_AND_RSA = ['HS256', 'HS384', 'HS512', 'RS1', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
const OF_OTHER_KEYS = ['ES256', 'ES384', 'ES512', 'ES256K', 'EdDSA', 'Ed25519', 'dir', 'RSA1_5', 'A128KW']
const ALMOST = ['rs256', 'Rs256', 'RS256 ', ' RS256', 'RS256\n', 'RS256\0', 'RS256,none', 'RSA-SHA256']
const NO_TEXTS = [null, undefined, true, 0, 256, [], ['RS256'], ['none', 'RS256'], {}, { RS256: 'RS256' }]
const OTHER_ALGS: readonly unknown[] = [
  ...NONE,
  ...OF_SECRETS_AND_RSA,
  ...OF_OTHER_KEYS,
  ...ALMOST,
  ...NO_TEXTS,
]

const algorithms: readonly Forgery[] = OTHER_ALGS.flatMap((alg): Forgery[] => {
  const name = `that says alg ${JSON.stringify(alg)}`
  const content = (claims: Claims): string => contentOf({ ...HEADER, alg }, claims)
  return [
    [
      `${name}, truly signed with RS256`,
      ({ platform }, claims) => rs256(content(claims), platform.privateKey),
    ],
    [`${name}, without signature`, (_keys, claims) => `${content(claims)}.`],
    [`${name}, with any signature`, (_keys, claims) => withSignature(content(claims), 'any')],
  ]
})

const otherRsa: readonly Forgery[] = ['RS1', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].flatMap(
  (alg): Forgery[] => [
    [
      `truly signed with ${alg} that says so`,
      ({ platform }, claims) => rsaAs(alg, contentOf({ ...HEADER, alg }, claims), platform.privateKey),
    ],
    [
      `truly signed with ${alg} that says RS256`,
      ({ platform }, claims) => rsaAs(alg, contentOf(HEADER, claims), platform.privateKey),
    ],
  ],
)

const anyKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const confusion: readonly Forgery[] = Object.keys(secretsFrom(anyKeys.publicKey)).flatMap((name) =>
  (['HS256', 'HS384', 'HS512', 'RS256'] as const).map((alg): Forgery => [
    `of HMAC with ${name}, saying ${alg}`,
    ({ platform }, claims) => {
      const secret = secretsFrom(platform.publicKey)[name] ?? ''
      return hmac(contentOf({ ...HEADER, alg }, claims), secret, `sha${alg.slice(2)}`)
    },
  ]),
)

const paddings: readonly Forgery[] = Object.entries(PADDINGS).map(([name, pad]) => [
  `with a signature block ${name}`,
  ({ platform }, claims) => rawBlock(contentOf(HEADER, claims), platform.privateKey, pad),
])

const PATHS = [
  '../../../../../../dev/null',
  '/dev/null',
  '/proc/sys/kernel/randomize_va_space',
  'file:///dev/null',
]
const QUERIES = [
  "' or '1'='1",
  "'; drop table workspaces; --",
  "x' union select 'secret' --",
  '"; $(id); "',
  '\0',
]
const KIDS: readonly unknown[] = [...PATHS, ...QUERIES, '', null, 0, [], ['a'], {}, 'k'.repeat(4000)]

const namedKeys: readonly Forgery[] = KIDS.flatMap((kid): Forgery[] => {
  const name = `naming its key ${JSON.stringify(kid).slice(0, 50)}`
  return [
    [name, (keys, claims) => byStranger({ ...HEADER, kid }, keys, claims)],
    [
      `${name}, an empty secret`,
      (_keys, claims) => hmac(contentOf({ ...HEADER, alg: 'HS256', kid }, claims), ''),
    ],
  ]
})

const embeddedKeys: readonly Forgery[] = [
  ...(['jku', 'x5u', 'iss', 'url'] as const).map((name): Forgery => [
    `pointing to its key by ${name}`,
    (keys, claims) => byStranger({ ...HEADER, [name]: keys.evil }, keys, claims),
  ]),
  [
    'that brings its key as jwk',
    (keys, claims) => byStranger({ ...HEADER, jwk: publicJwk(keys.stranger.publicKey) }, keys, claims),
  ],
  [
    'that brings its key as a list of jwk',
    (keys, claims) => byStranger({ ...HEADER, jwk: [publicJwk(keys.stranger.publicKey)] }, keys, claims),
  ],
  [
    'that brings its key as jwks',
    (keys, claims) =>
      byStranger({ ...HEADER, jwks: { keys: [publicJwk(keys.stranger.publicKey)] } }, keys, claims),
  ],
  [
    'that brings a secret as jwk',
    (_keys, claims) => hmac(contentOf({ alg: 'HS256', jwk: { kty: 'oct', k: b64('own') } }, claims), 'own'),
  ],
  [
    'that brings its key as x5c',
    (keys, claims) => byStranger({ ...HEADER, x5c: [certificateLike(keys)] }, keys, claims),
  ],
  [
    "that brings its key under the platform's thumbprint",
    (keys, claims) =>
      byStranger(
        {
          ...HEADER,
          'x5t#S256': thumbprint(keys),
          kid: thumbprint(keys),
          jwk: publicJwk(keys.stranger.publicKey),
        },
        keys,
        claims,
      ),
  ],
  [
    'that brings its key among its claims',
    (keys, claims) =>
      byStranger(HEADER, keys, { ...claims, cnf: { jwk: publicJwk(keys.stranger.publicKey) } }),
  ],
]

function certificateLike({ stranger }: Keys): string {
  return stranger.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
}

function thumbprint({ platform }: Keys): string {
  return createHash('sha256')
    .update(platform.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
}

// Really signed by the platform, asking for more than is understood here.
const demands: readonly Forgery[] = [
  ...[['exp'], ['b64'], ['alg'], ['x-new'], ['x-new', 'x-new'], [], 'exp', null, {}, [1]].map(
    (crit): Forgery => [
      `with the critical headers ${JSON.stringify(crit)}`,
      ({ platform }, claims) =>
        rs256(contentOf({ ...HEADER, crit, b64: true, exp: 1, 'x-new': 1 }, claims), platform.privateKey),
    ],
  ),
  [
    'whose payload is not encoded (b64)',
    ({ platform }, claims) => {
      const [header] = partsOf(contentOf({ ...HEADER, b64: false, crit: ['b64'] }, claims))
      return rs256(`${header}.${JSON.stringify(claims)}`, platform.privateKey)
    },
  ],
  [
    'whose payload is said not to be encoded',
    ({ platform }, claims) => rs256(contentOf({ ...HEADER, b64: false }, claims), platform.privateKey),
  ],
  [
    'that wraps a real one',
    (keys, claims) =>
      rs256(contentOf({ ...HEADER, cty: 'JWT' }, real(keys, claims)), keys.platform.privateKey),
  ],
  [
    'that wraps a real one without saying so',
    (keys, claims) => rs256(contentOf(HEADER, real(keys, claims)), keys.platform.privateKey),
  ],
]

const encrypted: readonly Forgery[] = ['dir', 'RSA-OAEP', 'RSA1_5', 'PBES2-HS256+A128KW', 'none'].map(
  (alg) => [
    `that is encrypted with ${alg}`,
    (keys, claims) =>
      `${b64(JSON.stringify({ alg, enc: 'A128GCM', zip: 'DEF', p2c: 2_000_000_000, p2s: 'AA' }))}.AAAA.AAAA.${b64(real(keys, claims))}.AAAA`,
  ],
)

const edDsa = generateKeyPairSync('ed25519')
const ecDsa = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signatures: readonly Forgery[] = [
  [
    'with the signature of another real token',
    (keys, claims) => {
      const [header, body] = partsOf(real(keys, claims))
      return `${header}.${body}.${partsOf(real(keys, { ...claims, jti: 'another' }))[2]}`
    },
  ],
  [
    'with other claims under a real signature',
    (keys, claims) => {
      const [header, , signature] = partsOf(real(keys, claims))
      return `${header}.${b64(JSON.stringify({ ...claims, user: 'another' }))}.${signature}`
    },
  ],
  [
    'with another header over a real signature',
    (keys, claims) => {
      const [, body, signature] = partsOf(real(keys, claims))
      return `${b64(JSON.stringify({ alg: 'RS256', typ: 'jwt' }))}.${body}.${signature}`
    },
  ],
  [
    'with a signature of zeros',
    (_keys, claims) => withSignature(contentOf(HEADER, claims), Buffer.alloc(256)),
  ],
  [
    'with a signature of ff',
    (_keys, claims) => withSignature(contentOf(HEADER, claims), Buffer.alloc(256, 0xff)),
  ],
  [
    'with the modulus as its signature',
    ({ platform }, claims) => `${contentOf(HEADER, claims)}.${publicJwk(platform.publicKey).n}`,
  ],
  [
    'with the empty numbers of ECDSA',
    (_keys, claims) => withSignature(contentOf({ ...HEADER, alg: 'ES256' }, claims), Buffer.alloc(64)),
  ],
  [
    'of Ed25519',
    (_keys, claims) =>
      withSignature(
        contentOf({ alg: 'EdDSA' }, claims),
        sign(null, Buffer.from(contentOf({ alg: 'EdDSA' }, claims)), edDsa.privateKey),
      ),
  ],
  [
    'of ECDSA',
    (_keys, claims) =>
      withSignature(
        contentOf({ alg: 'ES256' }, claims),
        sign('sha256', Buffer.from(contentOf({ alg: 'ES256' }, claims)), {
          key: ecDsa.privateKey,
          dsaEncoding: 'ieee-p1363',
        }),
      ),
  ],
  ...[0, 1, 128, 254, 255].map((at): Forgery => [
    `with byte ${at} of its signature changed`,
    (keys, claims) => {
      const [header, body, signature] = partsOf(real(keys, claims))
      const bytes = Buffer.from(signature, 'base64url')
      bytes[at] = (bytes[at] ?? 0) ^ 1
      return `${header}.${body}.${bytes.toString('base64url')}`
    },
  ]),
  ...[1, 2, 128, 255].map((cut): Forgery => [
    `whose signature lacks its last ${cut} bytes`,
    (keys, claims) => {
      const [header, body, signature] = partsOf(real(keys, claims))
      return `${header}.${body}.${b64(Buffer.from(signature, 'base64url').subarray(0, -cut))}`
    },
  ]),
  [
    'whose signature has a zero in front',
    (keys, claims) => {
      const [header, body, signature] = partsOf(real(keys, claims))
      return `${header}.${body}.${b64(Buffer.concat([Buffer.alloc(1), Buffer.from(signature, 'base64url')]))}`
    },
  ],
]

export const CRYPTOGRAPHIC: readonly Forgery[] = [
  ...algorithms,
  ...otherRsa,
  ...confusion,
  ...paddings,
  ...namedKeys,
  ...embeddedKeys,
  ...demands,
  ...encrypted,
  ...signatures,
]

export { HEADER, partsOf, real }
