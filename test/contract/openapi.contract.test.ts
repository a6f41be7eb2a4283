import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extractFacts } from '../../scripts/openapi-facts.ts'
import { printFacts } from '../../scripts/openapi-print.ts'
import {
  committedDocuments,
  createCatalogue,
  createCompiler,
  describeOperation,
  inspectDocument,
  type Operation,
  readDocument,
  validateCall,
} from '../../server/platform/openapi/index.ts'
import { objectOf } from '../../server/shared/json.ts'
import { walkDocument } from '../../server/platform/openapi/walk-document.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

const vendorFolder = join(projectRoot, '../shared/vendor')
/** `source` is the vendor's document. */
const SHIPPED = [
  {
    connector: 'clockify',
    source: 'clockify-openapi-official-2026-05.json',
    operations: 158,
    schemas: 275,
    maxBytes: 450_000,
  },
  {
    connector: 'clickup',
    source: 'clickup-v2-openapi.json',
    operations: 137,
    schemas: 0,
    maxBytes: 250_000,
  },
  {
    connector: 'clickup-v3',
    source: 'clickup-v3-openapi.json',
    operations: 35,
    schemas: 228,
    maxBytes: 120_000,
  },
  {
    connector: 'huntflow',
    source: 'huntflow-openapi.json',
    operations: 123,
    schemas: 295,
    maxBytes: 250_000,
  },
]
const files = existsSync(vendorFolder)
  ? readdirSync(vendorFolder).filter((file) => /openapi.*\.json$/.test(file))
  : []

/** Our own ones are read as well, so that nothing is left out where the vendors' are not there. */
const documents = [
  ...committedDocuments().map(({ connector }) => join(projectRoot, 'openapi', `${connector}.json`)),
  ...files.map((file) => join(vendorFolder, file)),
].map((file) => [basename(file), file] as const)

function operationsOf(text: string): readonly Operation[] {
  const document = readDocument(text)
  return createCatalogue({
    documents: [{ connector: 'vendor', document: () => document, overlay: () => undefined }],
  }).list()
}

function compileAll(operation: Operation): void {
  const compiled = createdCompiler.compile(operation)
  validateCall(compiled, { body: {} })
  for (const { schemaKeys } of operation.parameters)
    if (schemaKeys !== undefined) compiled.request.checkAt(schemaKeys)
  for (const { schemaKeys } of operation.requestBody?.content ?? [])
    if (schemaKeys !== undefined) compiled.request.checkAt(schemaKeys)
  for (const { content } of operation.responses) {
    for (const { schemaKeys } of content) if (schemaKeys !== undefined) compiled.response.checkAt(schemaKeys)
  }
}
const createdCompiler = createCompiler()

describe.each(documents)('the document %s', (_, file) => {
  const operations = operationsOf(readFileSync(file, 'utf8'))

  it('has every operation once, by an id of its own', () => {
    const declared = Object.values(objectOf(JSON.parse(readFileSync(file, 'utf8')).paths)).flatMap((item) =>
      Object.keys(objectOf(item)).filter((key) =>
        /^(get|put|post|delete|options|head|patch|trace)$/.test(key),
      ),
    )

    expect(operations).toHaveLength(declared.length)
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(declared.length)
  })

  it('has validators for every parameter, body and answer', () => {
    const failed = operations.flatMap((operation) => {
      try {
        compileAll(operation)
        return []
      } catch (error) {
        return [`${operation.operationId}: ${String(error)}`]
      }
    })

    expect(failed).toEqual([])
  })

  it('is described operation by operation without a reference that leads out', () => {
    const leaking = operations.filter((operation) => {
      const text = JSON.stringify(describeOperation(createdCompiler.compile(operation)))
      return text.includes('"$ref":"#/components') || text.includes('"$ref":"#/paths')
    })

    expect(leaking.map(({ operationId }) => operationId)).toEqual([])
  })
})

describe('documents that fail strict validation', () => {
  it('are read all the same, and the report says what is wrong', async () => {
    const huntflow = files.find((file) => file.startsWith('huntflow'))
    const text = huntflow === undefined ? strictlyWrong : readFileSync(join(vendorFolder, huntflow), 'utf8')

    const report = await inspectDocument(readDocument(text))

    expect(report.problems.length).toBeGreaterThan(0)
    expect(operationsOf(text).length).toBeGreaterThan(0)
  })
})

const strictlyWrong = JSON.stringify({
  openapi: '3.0.2',
  info: { title: 't', version: '1' },
  paths: {
    '/a': {
      get: {
        responses: {
          200: {
            description: '',
            content: { 'application/json': { schema: { type: 'integer', exclusiveMinimum: 0 } } },
          },
        },
      },
    },
  },
})

describe.each(SHIPPED)('openapi/$connector.json', ({ connector, operations, schemas, ...rest }) => {
  const committedText = readFileSync(join(projectRoot, 'openapi', `${connector}.json`), 'utf8')
  const source = files.includes(rest.source)
    ? readFileSync(join(vendorFolder, rest.source), 'utf8')
    : undefined

  it(`has ${operations} operations and ${schemas} schemas`, () => {
    const document = JSON.parse(committedText)

    expect([operationsOf(committedText).length, Object.keys(document.components.schemas).length]).toEqual([
      operations,
      schemas,
    ])
    expect(committedText.length).toBeLessThan(rest.maxBytes)
  })

  it('is what the script makes of the vendor document, byte for byte', () => {
    const remade = extractFacts(JSON.parse(source ?? committedText), connector)

    expect(printFacts(remade) === committedText).toBe(true)
  })

  it('has the same operations, parameters and answers as the vendor document', () => {
    const facts = (text: string) =>
      operationsOf(text).map(
        ({ operationId, method, path, tags, deprecated, parameters, requestBody, responses }) => ({
          shape: { operationId, method, path, tags, deprecated },
          parameters: parameters.map(({ name, in: place, required, style, explode }) => ({
            name,
            place,
            required,
            style,
            explode,
          })),
          body: requestBody?.content.map(({ contentType }) => contentType),
          answers: responses.map(({ status, content }) => [status, content.map((one) => one.contentType)]),
        }),
      )

    expect(facts(committedText)).toEqual(facts(source ?? committedText))
  })

  it('holds no prose: no description, title or example, and no text of the vendor', () => {
    const prose = new Set<string>()
    walkDocument(JSON.parse(source ?? '{}'), (holder) => {
      for (const key of ['description', 'descriptions', 'title', 'summary', 'x-displayName']) {
        const text = holder[key]
        // A title may be the schema's own name.
        if (typeof text === 'string' && text.length > 40 && text.includes(' ')) prose.add(text)
      }
    })
    const keywords: string[] = []
    walkDocument(JSON.parse(committedText), (holder, place) => {
      const at = String(place?.key)
      const ours = /^(\d{3}|default)$/.test(at) ? 'description' : at === 'info' ? 'title' : undefined
      const prosaic = Object.keys(holder).filter((key) => PROSE_KEYS.test(key) && key !== ours)
      keywords.push(...prosaic.map((key) => `${at} ${key}`))
    })

    expect([...prose].filter((text) => committedText.includes(JSON.stringify(text).slice(1, -1)))).toEqual([])
    expect(keywords).toEqual([])
  })

  it('has no encoding that is the width of a number', () => {
    expect(committedText).not.toContain('"contentEncoding"')
  })
})

const PROSE_KEYS = /^(descriptions?|title|examples?|externalDocs|x-.*)$/
