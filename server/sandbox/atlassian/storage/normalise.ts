import type { Dialect } from '../state/model.ts'
import { findTasks, type FoundTask, type Span } from './find-tasks.ts'
import { applyEdits, attributeIn, type Edit, type Tag, tagsOf } from './scan.ts'

export interface Normalising {
  readonly how: 'none' | 'ids' | 'rewrite'
  readonly dialect: Dialect
  readonly makeUuid: () => string
}

/** What Confluence makes of a document when it saves it. */
export function normalise(storage: string, settings: Normalising): string {
  if (settings.how === 'none') return storage
  const withIds = applyEdits(storage, [...taskEdits(storage, settings), ...tagEdits(storage, settings)])
  return settings.how === 'rewrite' ? rewritten(withIds) : withIds
}

/** Numbers are unique within a page: missing ones are given, repeated ones are changed. */
function taskEdits(storage: string, { makeUuid }: Normalising): readonly Edit[] {
  const tasks = findTasks(storage)
  const numbers = tasks.map((task) => Number(slice(storage, task.idSpan)))
  let highest = Math.max(0, ...numbers.filter((number) => Number.isInteger(number)))
  const seen = new Set<string>()
  return tasks.flatMap((task) => {
    const id = slice(storage, task.idSpan)
    const isKept = id !== '' && !seen.has(id)
    const given = isKept ? id : String((highest += 1))
    seen.add(given)
    return editsOf(task, { given: isKept ? undefined : given, makeUuid })
  })
}

interface Given {
  readonly given: string | undefined
  readonly makeUuid: () => string
}

function editsOf({ insideAt, idSpan, uuidSpan }: FoundTask, { given, makeUuid }: Given): readonly Edit[] {
  const uuid = uuidSpan === undefined ? `<ac:task-uuid>${makeUuid()}</ac:task-uuid>` : ''
  if (idSpan === undefined) {
    const id = given === undefined ? '' : `<ac:task-id>${given}</ac:task-id>`
    return [{ start: insideAt, end: insideAt, text: id + uuid }]
  }
  const behindId = idSpan.end + '</ac:task-id>'.length
  return [
    ...(given === undefined ? [] : [{ ...idSpan, text: given }]),
    { start: behindId, end: behindId, text: uuid },
  ]
}

function tagEdits(storage: string, { dialect, makeUuid }: Normalising): readonly Edit[] {
  const edits: Edit[] = []
  for (const tag of tagsOf(storage)) {
    if (tag.kind === 'close') continue
    const added = addedAttributes(tag, { dialect, makeUuid })
    const at = tag.start + 1 + tag.name.length + tag.attributes.length
    if (added !== '') edits.push({ start: at, end: at, text: added })
  }
  return edits
}

function addedAttributes(
  { name, attributes }: Tag,
  { dialect, makeUuid }: Pick<Normalising, 'dialect' | 'makeUuid'>,
): string {
  const lacks = (attribute: string): boolean => attributeIn(attributes, attribute) === undefined
  if (name === 'ac:task-list' && dialect === 'cloud' && lacks('ac:task-list-id'))
    return ` ac:task-list-id="${makeUuid()}"`
  if (name !== 'ac:structured-macro') return ''
  const version = lacks('ac:schema-version') ? ' ac:schema-version="1"' : ''
  const id = lacks('ac:macro-id') ? ` ac:macro-id="${makeUuid()}"` : ''
  return version + id
}

/** Attributes in the order of their names, and a blank before the slash. */
function rewritten(storage: string): string {
  const edits: Edit[] = []
  for (const { kind, name, start, end, attributes } of tagsOf(storage)) {
    if (kind === 'close') continue
    const sorted = [...attributes.matchAll(/[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')/g)]
      .map(([text]) => text)
      .sort()
    const inner = [name, ...sorted].join(' ')
    edits.push({ start, end, text: kind === 'empty' ? `<${inner} />` : `<${inner}>` })
  }
  return applyEdits(storage, edits)
}

function slice(storage: string, span: Span | undefined): string {
  return span === undefined ? '' : storage.slice(span.start, span.end).trim()
}
