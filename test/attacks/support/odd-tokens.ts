import { b64, contentOf, rs256 } from './forge.ts'
import { HEADER, partsOf, real, type Forgery } from './forgeries.ts'

type Claims = Readonly<Record<string, unknown>>

/** The same signature in another spelling: the last letter has four bits that mean nothing. */
export function respelled(token: string): readonly string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = token.at(-1) ?? ''
  const group = alphabet.indexOf(last) & ~15
  return Array.from(alphabet.slice(group, group + 16))
    .filter((letter) => letter !== last)
    .map((letter) => token.slice(0, -1) + letter)
}

const reshape =
  (shape: (parts: [string, string, string]) => string): Forgery[1] =>
  (keys, claims) =>
    shape(partsOf(real(keys, claims)))

const forms: readonly Forgery[] = [
  ['that is empty', () => ''],
  ['of one dot', () => '.'],
  ['of two dots', () => '..'],
  ['of a thousand dots', () => '.'.repeat(1000)],
  ['of one part', reshape(([header]) => header)],
  ['without signature', reshape(([header, body]) => `${header}.${body}.`)],
  ['without signature and its dot', reshape(([header, body]) => `${header}.${body}`)],
  ['without claims', reshape(([header, , signature]) => `${header}..${signature}`)],
  ['without claims and their dot', reshape(([header, , signature]) => `${header}.${signature}`)],
  ['without header', reshape(([, body, signature]) => `.${body}.${signature}`)],
  ['without header and its dot', reshape(([, body, signature]) => `${body}.${signature}`)],
  ['of claims only', reshape(([, body]) => `.${body}.`)],
  ['with an empty fourth part', reshape((parts) => `${parts.join('.')}.`)],
  ['with a fourth part', reshape((parts) => `${parts.join('.')}.AAAA`)],
  ['twice', reshape((parts) => `${parts.join('.')}.${parts.join('.')}`)],
  ['with padding', reshape(([header, body, signature]) => `${header}.${body}.${signature}==`)],
  ['with padding on its header', reshape(([header, body, signature]) => `${header}=.${body}.${signature}`)],
  [
    'in the other base64 alphabet',
    reshape((parts) => `${parts.join('.').replaceAll('-', '+').replaceAll('_', '/')}+`),
  ],
  ['with a blank inside', reshape(([header, body, signature]) => `${header}. ${body}.${signature}`)],
  ['with a line break inside', reshape(([header, body, signature]) => `${header}.${body}\n.${signature}`)],
  ['with a NUL behind', reshape((parts) => `${parts.join('.')}\0`)],
  ['with one letter too many', reshape((parts) => `${parts.join('.')}A`)],
  ['percent-encoded', reshape((parts) => parts.join('%2E'))],
  ['in quotes', reshape((parts) => `"${parts.join('.')}"`)],
  [
    'in the flattened JSON form',
    reshape(([header, body, signature]) => JSON.stringify({ protected: header, payload: body, signature })),
  ],
  [
    'in the general JSON form',
    reshape(([header, body, signature]) =>
      JSON.stringify({ payload: body, signatures: [{ protected: header, signature }] }),
    ),
  ],
  ['after a real one', (keys, claims) => `${real(keys, claims)},${real(keys, claims)}`],
  [
    'whose header is no JSON',
    ({ platform }, claims) => rs256(contentOf('alg: RS256', claims), platform.privateKey),
  ],
  [
    'whose header is a list',
    ({ platform }, claims) => rs256(contentOf(['RS256'], claims), platform.privateKey),
  ],
  ['whose header is null', ({ platform }, claims) => rs256(contentOf('null', claims), platform.privateKey)],
  [
    'whose alg is inherited',
    ({ platform }, claims) => rs256(contentOf('{"__proto__":{"alg":"RS256"}}', claims), platform.privateKey),
  ],
  [
    'whose header says alg twice',
    ({ platform }, claims) => rs256(contentOf('{"alg":"RS256","alg":"none"}', claims), platform.privateKey),
  ],
  [
    'whose claims are no JSON',
    ({ platform }) => rs256(contentOf(HEADER, 'workspaceId=w1'), platform.privateKey),
  ],
  [
    'whose claims are a list',
    ({ platform }, claims) => rs256(contentOf(HEADER, [claims]), platform.privateKey),
  ],
  ['whose claims are a text', ({ platform }) => rs256(contentOf(HEADER, '"w1"'), platform.privateKey)],
  ['whose claims are null', ({ platform }) => rs256(contentOf(HEADER, 'null'), platform.privateKey)],
  [
    'whose claims are inherited',
    ({ platform }, claims) =>
      rs256(contentOf(HEADER, `{"__proto__":${JSON.stringify(claims)}}`), platform.privateKey),
  ],
  [
    'whose claims are no UTF-8',
    ({ platform }) =>
      rs256(
        `${b64(JSON.stringify(HEADER))}.${b64(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))}`,
        platform.privateKey,
      ),
  ],
]

const sizes: readonly Forgery[] = [
  [
    'of 64 kB',
    ({ platform }, claims) =>
      rs256(contentOf(HEADER, { ...claims, filler: 'x'.repeat(64_000) }), platform.privateKey),
  ],
  [
    'with a header of 64 kB',
    ({ platform }, claims) =>
      rs256(contentOf({ ...HEADER, filler: 'x'.repeat(64_000) }, claims), platform.privateKey),
  ],
  ['with a signature of 64 kB', (_keys, claims) => `${contentOf(HEADER, claims)}.${'A'.repeat(64_000)}`],
  [
    'of claims nested 30,000 deep',
    ({ platform }, claims) => rs256(contentOf(HEADER, nested(claims, 30_000)), platform.privateKey),
  ],
  ['of a megabyte of dots', () => '.'.repeat(1_000_000)],
  ['of a megabyte of letters', () => 'a'.repeat(1_000_000)],
  ['of a megabyte of parts', () => 'a.'.repeat(500_000)],
]

function nested(claims: Claims, depth: number): string {
  return JSON.stringify(claims).replace(/\}$/, `,"deep":${'['.repeat(depth)}${']'.repeat(depth)}}`)
}

const NOT_TEXTS: readonly unknown[] = [
  null,
  7,
  true,
  [],
  ['w1'],
  {},
  { $ne: null },
  '',
  ' ',
  '../w2',
  'w1\0',
  'w'.repeat(65),
  "w1' or 1=1",
]
const NOT_NUMBERS: readonly unknown[] = [
  '4939751754',
  '',
  true,
  [],
  [4_939_751_754],
  {},
  '2999-01-01T00:00:00Z',
]
const NOT_TIMES: readonly unknown[] = [...NOT_NUMBERS, -1, 1e300]
const ISSUERS: readonly unknown[] = [
  undefined,
  null,
  '',
  'Clockify',
  'clockify ',
  'clockify\0',
  ['clockify'],
  { clockify: 1 },
  'https://clockify.me',
]
const SUBJECTS: readonly unknown[] = [
  undefined,
  null,
  '',
  'switchyard2',
  'Switchyard',
  'switchyard ',
  ['switchyard'],
  7,
]

const changed = (claim: string, value: unknown): Forgery => [
  `whose ${claim} is ${value === undefined ? 'absent' : JSON.stringify(value).slice(0, 40)}`,
  (keys, claims) => real(keys, { ...claims, [claim]: value }),
]

const claims: readonly Forgery[] = [
  ...NOT_TEXTS.flatMap((value) => ['workspaceId', 'addonId'].map((claim) => changed(claim, value))),
  ...NOT_TIMES.flatMap((value) => ['exp', 'iat'].map((claim) => changed(claim, value))),
  ...NOT_NUMBERS.map((value) => changed('nbf', value)),
  ...ISSUERS.map((value) => changed('iss', value)),
  ...SUBJECTS.map((value) => changed('sub', value)),
  ...[undefined, null, 'user', 'ADDON', ['addon'], true].map((value) => changed('type', value)),
  ['that says two workspaces', (keys, given) => real(keys, { ...given, activeWs: 'w2' })],
  [
    'whose exp is beyond every number',
    ({ platform }, given) =>
      rs256(
        contentOf(HEADER, JSON.stringify({ ...given, exp: 0 }).replace('"exp":0', '"exp":1e999')),
        platform.privateKey,
      ),
  ],
]

export const ODD: readonly Forgery[] = [...forms, ...sizes, ...claims]

/** Real ones, at the wrong time. */
export function untimely(now: Date): readonly Forgery[] {
  const at = (seconds: number): number => Math.floor(now.getTime() / 1000) + seconds
  return [
    ['that expired a minute ago', (keys, given) => real(keys, { ...given, exp: at(-60) })],
    ['that expired half a minute and a bit ago', (keys, given) => real(keys, { ...given, exp: at(-30.5) })],
    ['that begins in a minute', (keys, given) => real(keys, { ...given, nbf: at(60) })],
  ]
}
