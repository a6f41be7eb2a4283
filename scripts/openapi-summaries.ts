import { SUMMARIES } from './openapi-summary-table.ts'

type Json = Readonly<Record<string, unknown>>

const VERBS: Record<string, string> = {
  create: 'Create',
  add: 'Add',
  save: 'Create',
  update: 'Update',
  edit: 'Update',
  set: 'Set',
  change: 'Change',
  delete: 'Delete',
  remove: 'Remove',
  generate: 'Generate',
  duplicate: 'Duplicate',
  copy: 'Copy',
  export: 'Export',
  upload: 'Upload',
  download: 'Download',
  publish: 'Publish',
  resubmit: 'Resubmit',
  get: 'Get',
  find: 'List',
  filter: 'Filter',
}

/** A short line of our own: the verb of the operationId and its nouns, mended by hand where that reads badly. */
export function summaryOf(operation: Json, place: { method: string; path: string }): string {
  const operationId = typeof operation['operationId'] === 'string' ? operation['operationId'] : place.path
  return SUMMARIES[operationId] ?? summaryByRule(operationId)
}

function summaryByRule(operationId: string): string {
  const [first = '', ...rest] = words(operationId)
  const nouns = rest.filter((word) => word !== 'new').join(' ')
  const verb = VERBS[first] ?? capital(first)
  if (nouns.endsWith('s') && first === 'get') return `List ${nouns}`
  if (first === 'get') return `Get one ${nouns}`
  return nouns.endsWith('s') ? `${verb} ${nouns}` : `${verb} ${article(nouns)} ${nouns}`
}

function words(operationId: string): string[] {
  return operationId
    .replace(/V\d+$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/)
}

function article(nouns: string): string {
  return /^[aeio]/.test(nouns) ? 'an' : 'a'
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
