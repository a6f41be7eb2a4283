import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  loadCatalogue,
  readDocument,
  createCatalogue,
  type Operation,
} from '../../server/platform/openapi/index.ts'
import { walkDocument } from '../../server/platform/openapi/walk-document.ts'
import { projectRoot } from '../../server/shared/project-root.ts'
import { documentedPath, hasAtlassianDocuments } from '../support/atlassian-document.ts'
import { vendorFile } from '../support/vendor-document.ts'
import { unknownParts } from './unknown-parts.ts'

/** Ours, and those that the vendor publishes for the same API. */
const DOCUMENTS = [
  ['jira', ['jira-v3-openapi.json']],
  ['jira-data-center', ['jira-dc-10.3-openapi.json']],
  ['confluence', ['confluence-v2-openapi.json', 'confluence-v1-openapi.json']],
  ['confluence-data-center', ['confluence-dc-10.0.3-openapi.json']],
] as const

/** Where ours say what the vendor's do not, each with what shows that the vendor's are wrong or thin. */
const DEVIATIONS: readonly { readonly complaint: RegExp; readonly reason: string }[] = [
  {
    complaint: /^jira POST \/rest\/api\/3\/issue\/bulk: 400 \/errorMessages /,
    reason: 'the list by issue is documented; a body that cannot be read is refused like all others',
  },
  {
    complaint: /^jira-data-center GET \S+: 200 {2}is no list$/,
    reason: 'lists are described by the schema of one item',
  },
  {
    complaint:
      /^jira-data-center GET \S+\/createmeta\/\S+: 200 \/(?:startAt|maxResults|total|isLast|values) /,
    reason: 'pages are described by the schema of one item',
  },
  {
    complaint: /^jira-data-center GET \S+\/issue\/\{issueIdOrKey\}: is called get-api-2-issue-issueIdOrKey$/,
    reason: 'two operations are called getIssue there; the reader renames the second',
  },
  {
    complaint: /^confluence PUT \S+: status 409 /,
    reason: 'measured by several public tools: a version that is not the next one is a conflict',
  },
  {
    complaint: /^confluence-data-center \S+ \S+: 200 \S*\/(?:username|userKey) is not documented$/,
    reason: 'samples of people have both',
  },
  {
    complaint: /^confluence-data-center \S+ \S+: 200 \S*\/_links(?:\/webui|\/tinyui)? is not documented$/,
    reason: 'samples of content and spaces have them',
  },
  {
    complaint: /^confluence-data-center \S+ \S+: status 4(?:00|03|09) /,
    reason: 'refusals are hardly listed; a conflict of versions was measured by several public tools',
  },
  {
    complaint: /^confluence-data-center GET \S+\/child\/attachment: status 200 /,
    reason: 'reading is said to be answered with 201',
  },
  {
    complaint: /^confluence-data-center POST \S+\/label: body {2}is no list$/,
    reason: 'one label is described; clients send lists',
  },
]

const catalogue = loadCatalogue()

function vendorOperations(file: string): readonly Operation[] {
  const document = readDocument(readFileSync(vendorFile(file), 'utf8'))
  const source = { connector: 'vendor', document: () => document, overlay: () => undefined }
  return createCatalogue({ documents: [source] }).list()
}

it('what one operation has and another has not is told, wherever it is', () => {
  const [ours, other] = ['getIssue', 'updateComment'].map((name) => catalogue.find('jira', name))
  const found = ours === undefined || other === undefined ? [] : unknownParts(ours, other)

  expect(found).toEqual([
    'is called updateComment',
    'query fields is not documented',
    'query expand is not documented',
    'query properties is not documented',
    'query updateHistory is not documented',
    'path id is required',
    'a body is required',
    '200 /key is not documented',
    '200 /fields is not documented',
    '200 /properties is not documented',
    '200 /changelog is not documented',
  ])
})

const keyOf = ({ method, path }: Pick<Operation, 'method' | 'path'>): string => `${method} ${path}`

describe.skipIf(!hasAtlassianDocuments)(
  'our documents of Jira and Confluence against the vendor documents',
  () => {
    const complaints = hasAtlassianDocuments
      ? DOCUMENTS.flatMap(([connector, files]) => {
          const theirs = new Map(files.flatMap(vendorOperations).map((one) => [keyOf(one), one] as const))
          return catalogue.list({ connector }).flatMap((ours) => {
            const path = documentedPath(ours.path) ?? ours.path
            const found = theirs.get(keyOf({ ...ours, path }))
            const wrong = found === undefined ? ['is not documented'] : unknownParts(ours, found)
            return wrong.map((one) => `${connector} ${keyOf(ours)}: ${one}`)
          })
        })
      : []

    it('have nothing that those do not have, but for what is known to be wrong there', () => {
      const unknown = complaints.filter((one) => !DEVIATIONS.some(({ complaint }) => complaint.test(one)))

      expect(unknown).toEqual([])
    })

    it('have no deviation that is none any more', () => {
      const unused = DEVIATIONS.filter(({ complaint }) => !complaints.some((one) => complaint.test(one)))

      expect(unused).toEqual([])
    })

    it.each(DOCUMENTS)('use none of their words: %s', (connector, files) => {
      const text = readFileSync(join(projectRoot, 'openapi', `${connector}.json`), 'utf8')
      const sentences = new Set<string>()
      for (const file of files)
        walkDocument(JSON.parse(readFileSync(vendorFile(file), 'utf8')), (holder) => {
          for (const key of ['description', 'title', 'summary', 'x-displayName']) {
            const words = holder[key]
            if (typeof words === 'string' && words.length > 40 && words.includes(' ')) sentences.add(words)
          }
        })

      expect(sentences.size).toBeGreaterThan(100)
      expect([...sentences].filter((one) => text.includes(JSON.stringify(one).slice(1, -1)))).toEqual([])
    })
  },
)
