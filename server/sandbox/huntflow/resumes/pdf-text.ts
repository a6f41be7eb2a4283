import { inflateSync } from 'node:zlib'

/** What a small PDF shows, line by line; undefined when it is none. Fonts with tables of their own stay unread. */
export function pdfText(content: Buffer): string | undefined {
  const source = content.toString('latin1')
  if (!source.startsWith('%PDF-')) return undefined
  return [...source.matchAll(STREAM)]
    .flatMap(([, dictionary = '', stream = '']) => shownIn(unpacked(dictionary, stream)))
    .join('\n')
}

const STREAM = /<<([^]{0,2000}?)>>\s*stream\r?\n([^]*?)endstream/g
const SHOWN = /\[((?:\((?:\\[^]|[^\\)])*\)|[^\]])*)\]\s*TJ|\(((?:\\[^]|[^\\)])*)\)\s*(?:Tj|'|")/g
const PIECE = /\(((?:\\[^]|[^\\)])*)\)/g

function unpacked(dictionary: string, stream: string): string {
  if (!dictionary.includes('/FlateDecode')) return stream
  try {
    return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
  } catch {
    return ''
  }
}

function shownIn(stream: string): readonly string[] {
  return [...stream.matchAll(SHOWN)].map(([, pieces, single]) =>
    single === undefined
      ? [...(pieces ?? '').matchAll(PIECE)].map(([, piece = '']) => plain(piece)).join('')
      : plain(single),
  )
}

function plain(written: string): string {
  const bytes = written.replaceAll(/\\([^])/g, '$1')
  return bytes.startsWith('\xfe\xff')
    ? Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le')
    : bytes
}
