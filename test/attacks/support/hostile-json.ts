import { gzipSync } from 'node:zlib'

export type Bytes = string | Uint8Array

const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join()
const nested = (open: string, close: string, depth: number): string =>
  open.repeat(depth) + close.repeat(depth)

/** Whole bodies, as bytes: what is no JSON, what is too much of it, and what parsers disagree about. */
export const HOSTILE_BODIES: Readonly<Record<string, Bytes>> = {
  nothing: '',
  blanks: ' \t\r\n',
  null: 'null',
  true: 'true',
  'a number': '0',
  'a text': '"x"',
  'an empty list': '[]',
  'an empty object': '{}',
  'a list of objects': '[{},{}]',
  'an open object': '{"a":1',
  'an open list': '[1,',
  'an open text': '{"a":"',
  'an open escape': '{"a":"\\',
  'half an escape': '{"a":"\\u12"}',
  'a key without value': '{"a"}',
  'a comma too many': '{"a":1,}',
  'a comment': '{/* */"a":1}',
  'single quotes': "{'a':1}",
  'a key without quotes': '{a:1}',
  NaN: '{"a":NaN}',
  Infinity: '{"a":-Infinity}',
  'a leading zero': '{"a":01}',
  'a leading plus': '{"a":+1}',
  'a hexadecimal number': '{"a":0x10}',
  'two values': '{} {}',
  'a line of JSON and another': '{}\n{}',
  'a form': 'a=1&b=2',
  XML: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  'a raw control character': '{"a":"\u0001"}',
  'a raw NUL': '{"a":"\0"}',
  'a NUL behind': '{}\0',
  'a byte order mark only': '\uFEFF',
  'two byte order marks': '\uFEFF\uFEFF{}',
  'UTF-16': Buffer.from('\uFEFF{"a":1}', 'utf16le'),
  'bytes that are no UTF-8': Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  'an overlong encoding': Buffer.from([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  'a surrogate as UTF-8': Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  'bytes of gzip': gzipSync('{"a":1}'),
  'lists 65 deep': nested('[', ']', 65),
  'the same key twice': '{"a":1,"a":2}',
  'the same key twice, spelled differently': '{"a":1,"\\u0061":2}',
  __proto__: '{"__proto__":{"role":"admin","isAdmin":true}}',
  '__proto__ of null': '{"__proto__":null}',
  'constructor.prototype': '{"constructor":{"prototype":{"role":"admin"}}}',
  'toString and toJSON': '{"toString":1,"toJSON":1,"valueOf":1,"hasOwnProperty":1,"then":1,"length":-1}',
}

/** The same, and large. */
export const HUGE_BODIES: Readonly<Record<string, Bytes>> = {
  'lists 500,000 deep': nested('[', ']', 500_000),
  'objects 100,000 deep': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'a million open lists': '['.repeat(1_000_000),
  'a list of 400,000 items': `[${many(400_000, () => '1')}]`,
  'an object of 60,000 keys': `{${many(60_000, (index) => `"k${index}":1`)}}`,
  'a key of a megabyte': `{"${'k'.repeat(1_000_000)}":1}`,
  'a number of a megabyte': `{"a":${'9'.repeat(1_000_000)}}`,
  'a text of a megabyte of backslashes': `{"a":"${'\\\\'.repeat(500_000)}"}`,
  'more than a megabyte': `{"a":"${'x'.repeat(1_100_000)}"}`,
}

/** Values in the place of one that is right, as JSON text. */
export const HOSTILE_VALUES: Readonly<Record<string, string>> = {
  null: 'null',
  'an empty text': '""',
  'a blank': '" "',
  'a list': '[]',
  'a list of lists': '[[[[]]]]',
  'an object': '{}',
  'a text with NUL': '"a\\u0000b"',
  'NUL as a key': '{"a\\u0000b":1}',
  'half a surrogate pair': '"\\ud800"',
  'the other half': '"a\\udc00"',
  'half a pair as a key': '{"\\udfff":1}',
  'control characters': '"\\u0001\\u001f\\u007f\\u009f"',
  'right-to-left and zero-width': '"\\u202e\\u200b\\ufeff\\u2028"',
  'no characters': '"\\uffff\\ufffe\\ufdd0"',
  __proto__: '{"__proto__":{"a":1}}',
  constructor: '"constructor"',
  'the name __proto__': '"__proto__"',
  'a number beyond 2^53': '9007199254740993',
  'a number beyond every number': '1e400',
  'a number below every number': '1e-400',
  'minus zero': '-0',
  'a number of a thousand digits': '1'.repeat(1000),
  'more digits than a number holds': '0.1234567890123456789012345',
  'a negative number': '-1',
  true: 'true',
  'a text of 100,000 characters': `"${'x'.repeat(100_000)}"`,
  'a text of 30,000 pairs': `"${'\\ud83d\\ude00'.repeat(30_000)}"`,
  'values 70 deep': '['.repeat(70) + ']'.repeat(70),
  'values 50 deep': '['.repeat(50) + ']'.repeat(50),
  SQL: '"\'; drop table workspaces; -- \\\\"',
  'a path': '"../../../../etc/passwd\\u0000.png"',
  'a template': '"${7*7} {{7*7}} <%= 7*7 %> %s%n %00"',
  markup: '"<script>alert(1)</script>"',
  'a header': '"a\\r\\nSet-Cookie: x=1"',
}

const HERE = '"the hostile value stands here"'

/** The body with one value after another replaced, and with one added: each name says where, each text is JSON. */
export function poisoned(
  body: unknown,
  value: string,
): readonly { readonly where: string; readonly text: string }[] {
  return placesIn(body).map(({ where, poisonedBody }) => ({
    where,
    text: JSON.stringify(poisonedBody).replace(HERE, () => value),
  }))
}

function placesIn(
  body: unknown,
  path = '',
): readonly { readonly where: string; readonly poisonedBody: unknown }[] {
  const whole = { where: path === '' ? 'the body' : path, poisonedBody: JSON.parse(HERE) as unknown }
  if (typeof body !== 'object' || body === null) return [whole]
  if (Array.isArray(body)) {
    const items = placesIn(body[0], `${path}/0`)
    return [
      whole,
      ...items.map(({ where, poisonedBody }) => ({ where, poisonedBody: [poisonedBody, ...body.slice(1)] })),
    ]
  }
  const known = Object.entries(body).flatMap(([key, child]) =>
    placesIn(child, `${path}/${key}`).map(({ where, poisonedBody }) => ({
      where,
      poisonedBody: { ...body, [key]: poisonedBody },
    })),
  )
  return [
    whole,
    ...known,
    { where: `${path}/unknown`, poisonedBody: { ...body, unknown: whole.poisonedBody } },
  ]
}
