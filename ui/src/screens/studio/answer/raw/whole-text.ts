import { inSlices } from '../sliced.ts'
import { prettyBlocks } from './pretty.ts'

/** A JSON value as an indented text; a long one does not keep the page from drawing meanwhile. */
export async function textOf(value: unknown): Promise<string> {
  return (await inSlices(joined(value))) ?? ''
}

function* joined(value: unknown): Generator<void, string> {
  const blocks: string[] = []
  for (const block of prettyBlocks(value)) {
    blocks.push(block)
    yield
  }
  return blocks.join('')
}
