import { execFileSync } from 'node:child_process'
import vm from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BuiltRequest, snippet } from '../../../server/platform/openapi/index.ts'

const aRequest = (rest: Partial<BuiltRequest> = {}): BuiltRequest => ({
  method: 'POST',
  url: 'https://api.example.com/v1/things?q=a%20b',
  headers: { accept: 'application/json', 'x-addon-token': 'secret-1', Authorization: 'secret-2' },
  body: '{"name":"it\'s"}',
  ...rest,
})
const targets = ['curl', 'js', 'python'] as const
const header = fc.stringMatching(/^[ -~]{1,20}$/).map((text) => `h${text}`)
const body = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''))

/** What a shell hands to curl; a null byte parts the arguments. */
function shellArguments(commands: readonly string[]): string[][] {
  const script = `curl() { printf '%s\\0' "$@"; printf '\\1'; }\n${commands.join('\n')}\n`
  const output = execFileSync('sh', { input: script, encoding: 'utf8' })
  return output
    .split('\u0001')
    .slice(0, -1)
    .map((line) => line.split('\0').slice(0, -1))
}

/** The JavaScript without its last line and import, run with a fetch that only writes down what it gets. */
function fetched(code: string): unknown[] {
  const calls: unknown[] = []
  const fetch = (...given: unknown[]) => calls.push(...given)
  vm.runInNewContext(`(async () => {${code.split('\n').slice(0, -1).join('\n')}})()`, { fetch })
  return structuredClone(calls)
}

describe('snippet', () => {
  it.each(targets)('shows no secret in %s', (target) => {
    const text = snippet(
      aRequest({ headers: { 'X-Api-Key': 'secret-3', Cookie: 'secret-4', ...aRequest().headers } }),
      target,
    )

    expect(text).not.toContain('secret-')
    expect(text).toContain('YOUR_ADDON_TOKEN')
  })

  it('writes a curl command that can be read', () => {
    expect(snippet(aRequest({ headers: { accept: 'application/json' } }), 'curl')).toBe(
      [
        `curl --globoff --request POST 'https://api.example.com/v1/things?q=a%20b' \\`,
        `  --header 'accept: application/json' \\`,
        `  --data-raw '{"name":"it'\\''s"}'`,
      ].join('\n'),
    )
  })

  it('gives curl exactly the request, whatever it holds', () => {
    const samples = fc
      .sample(fc.tuple(header, body), 100)
      .map(([value, text]) => aRequest({ headers: { 'x-note': value }, body: text }))

    const received = shellArguments(samples.map((request) => snippet(request, 'curl')))

    expect(received).toEqual(
      samples.map(({ url, headers, body: text }) => [
        '--globoff',
        '--request',
        'POST',
        url,
        '--header',
        `x-note: ${headers['x-note']}`,
        '--data-raw',
        text,
      ]),
    )
  })

  it('gives fetch exactly the request, whatever it holds', () => {
    fc.assert(
      fc.property(header, body, (value, text) => {
        const request = aRequest({ headers: { 'x-note': value }, body: text })

        expect(fetched(snippet(request, 'js'))).toEqual([
          request.url,
          { method: 'POST', headers: { 'x-note': value }, body: text },
        ])
      }),
    )
  })

  it('writes Python texts that stand on one line and read back', () => {
    fc.assert(
      fc.property(header, body, (value, text) => {
        const code = snippet(aRequest({ headers: { 'x-note': value }, body: text }), 'python')
        const [, data = ''] = /^ {4}data=(.*)\.encode\("utf-8"\),$/m.exec(code) ?? []
        const [, note = ''] = /^ {8}"x-note": (.*),$/m.exec(code) ?? []

        expect([JSON.parse(data), JSON.parse(note)]).toEqual([text, value])
      }),
    )
  })

  it.each([
    ['curl', '--data-binary @body.bin'],
    ['js', 'await readFile("body.bin")'],
    ['python', 'data=open("body.bin", "rb")'],
  ] as const)('reads bytes that are no text from a file in %s', (target, expected) => {
    expect(
      snippet(aRequest({ body: new Uint8Array([0, 255]) }), target)
        .replaceAll("'@", '@')
        .replaceAll(".bin'", '.bin'),
    ).toContain(expected)
  })

  it.each(targets)('has no body in %s when the request has none', (target) => {
    expect(snippet(aRequest({ body: undefined }), target)).not.toMatch(/data|body/)
  })
})
