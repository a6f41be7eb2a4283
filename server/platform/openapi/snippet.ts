import type { BuiltRequest } from './build-request.ts'

export type SnippetTarget = 'curl' | 'js' | 'python'

/** Names of headers whose values are never shown. */
const SECRETS: Readonly<Record<string, string>> = {
  authorization: 'YOUR_TOKEN',
  'x-addon-token': 'YOUR_ADDON_TOKEN',
  'x-api-key': 'YOUR_API_KEY',
  'x-marketplace-token': 'YOUR_TOKEN',
  'x-auth-token': 'YOUR_TOKEN',
  'proxy-authorization': 'YOUR_TOKEN',
  cookie: 'YOUR_COOKIE',
}

/** The same request as a command or a few lines of code; whatever is secret stands as a placeholder. */
export function snippet(request: BuiltRequest, target: SnippetTarget): string {
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, SECRETS[name.toLowerCase()] ?? value] as const,
  )
  const parts: SnippetParts = {
    method: request.method,
    url: request.url,
    headers,
    body: bodyOf(request.body),
  }
  return WRITERS[target](parts)
}

/** Bytes that are no text cannot stand in a command, so they are read from a file. */
type SnippetBody = { readonly text: string } | { readonly file: string } | undefined

interface SnippetParts {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: SnippetBody
}

function bodyOf(body: BuiltRequest['body']): SnippetBody {
  if (body === undefined) return undefined
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
  const isText = typeof body === 'string' || Buffer.from(text).equals(Buffer.from(body))
  return isText && !text.includes('\0') ? { text } : { file: 'body.bin' }
}

function curl({ method, url, headers, body }: SnippetParts): string {
  const lines = [
    `curl --globoff --request ${shell(method)} ${shell(url)}`,
    ...headers.map(([name, value]) => `--header ${shell(value === '' ? `${name};` : `${name}: ${value}`)}`),
  ]
  if (body !== undefined) {
    lines.push('text' in body ? `--data-raw ${shell(body.text)}` : `--data-binary ${shell(`@${body.file}`)}`)
  }
  return lines.join(' \\\n  ')
}

function javascript({ method, url, headers, body }: SnippetParts): string {
  const file = body !== undefined && 'file' in body
  const lines = [
    ...(file ? [`import { readFile } from 'node:fs/promises'`, ''] : []),
    `const response = await fetch(${literal(url)}, {`,
    `  method: ${literal(method)},`,
    `  headers: {`,
    ...headers.map(([name, value]) => `    ${literal(name)}: ${literal(value)},`),
    `  },`,
    ...(body === undefined
      ? []
      : [`  body: ${'text' in body ? literal(body.text) : `await readFile(${literal(body.file)})`},`]),
    `})`,
    `console.log(response.status, await response.text())`,
  ]
  return lines.join('\n')
}

function python({ method, url, headers, body }: SnippetParts): string {
  const lines = [
    'import requests',
    '',
    'response = requests.request(',
    `    ${literal(method)},`,
    `    ${literal(url)},`,
    '    headers={',
    ...headers.map(([name, value]) => `        ${literal(name)}: ${literal(value)},`),
    '    },',
    ...(body === undefined
      ? []
      : [
          `    data=${'text' in body ? `${literal(body.text)}.encode("utf-8")` : `open(${literal(body.file)}, "rb")`},`,
        ]),
    ')',
    'print(response.status_code, response.text)',
  ]
  return lines.join('\n')
}

const WRITERS: Readonly<Record<SnippetTarget, (parts: SnippetParts) => string>> = {
  curl,
  js: javascript,
  python,
}

/** Inside single quotes a shell reads nothing but the closing quote. */
function shell(text: string): string {
  return /^[A-Za-z0-9_./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A JSON text is a literal of both languages; half surrogates are escaped by it, the two odd line ends here. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
