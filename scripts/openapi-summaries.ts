import { CLICKUP_SUMMARIES } from './openapi-summary-clickup.ts'
import { HUNTFLOW_SUMMARIES } from './openapi-summary-huntflow.ts'
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

const MENDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  clockify: SUMMARIES,
  clickup: CLICKUP_SUMMARIES,
  'clickup-v3': CLICKUP_SUMMARIES,
  huntflow: HUNTFLOW_SUMMARIES,
}

export type Summaries = (operation: Json, place: { method: string; path: string }) => string

/** A short line of our own: the verb of the operationId and its nouns, mended by hand where that reads badly. */
export function createSummaries(connector: string): Summaries {
  const mended = MENDED[connector] ?? {}
  return (operation, place) => {
    const operationId = typeof operation['operationId'] === 'string' ? operation['operationId'] : place.path
    const name = withoutPlace(operationId, place)
    return mended[name] ?? summaryByRule(name)
  }
}

/** Some frameworks append path and method to the name: `get_tags_accounts__id__tags_get` for GET /accounts/{id}/tags. */
function withoutPlace(operationId: string, { path, method }: { path: string; method: string }): string {
  const ending = [path, path.replace(/^\/v\d+/, '')]
    .map((form) => `${form.replaceAll(/\W/g, '_')}_${method}`)
    .find((candidate) => operationId.endsWith(candidate))
  return ending === undefined ? operationId : operationId.slice(0, -ending.length)
}

function summaryByRule(operationId: string): string {
  const [first = '', ...rest] = words(operationId)
  const nouns = rest.filter((word) => word !== 'new').join(' ')
  const verb = VERBS[first] ?? capital(first)
  if (nouns.endsWith(' list') && first === 'get') return `List ${nouns.slice(0, -' list'.length)}`
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
