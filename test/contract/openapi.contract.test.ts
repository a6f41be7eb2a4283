import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extractFacts } from '../../scripts/openapi-facts.ts'
import { printFacts } from '../../scripts/openapi-print.ts'
import {
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
const sourceFile = 'clockify-openapi-official-2026-05.json'
const files = existsSync(vendorFolder)
  ? readdirSync(vendorFolder).filter((file) => /openapi.*\.json$/.test(file))
  : []
const committedText = readFileSync(join(projectRoot, 'openapi/clockify.json'), 'utf8')

/** Without the vendors' documents our own one is read, so that nothing is left out in silence. */
const documents = (
  files.length === 0
    ? [join(projectRoot, 'openapi/clockify.json')]
    : files.map((file) => join(vendorFolder, file))
).map((file) => [basename(file), file] as const)

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

describe('openapi/clockify.json', () => {
  const source = files.includes(sourceFile) ? readFileSync(join(vendorFolder, sourceFile), 'utf8') : undefined

  it('has 158 operations and 275 schemas', () => {
    const document = JSON.parse(committedText)

    expect([operationsOf(committedText).length, Object.keys(document.components.schemas).length]).toEqual([
      158, 275,
    ])
    expect(committedText.length).toBeLessThan(1_400_000)
  })

  it('is what the script makes of the vendor document, byte for byte', () => {
    const remade = extractFacts(JSON.parse(source ?? committedText), 'clockify')

    expect(printFacts(remade) === committedText).toBe(true)
  })

  it('has the same operations, parameters and schemas as the vendor document', () => {
    const facts = (text: string) =>
      operationsOf(text).map(
        ({ operationId, method, path, tags, deprecated, parameters, requestBody, responses }) => ({
          shape: { operationId, method, path, tags, deprecated, requestBody, responses },
          parameters: parameters.map((parameter) => ({ ...parameter, description: undefined })),
        }),
      )

    expect(facts(committedText)).toEqual(facts(source ?? committedText))
  })

  it('holds no prose: no description, title or example, and no text of the vendor', () => {
    const prose = new Set<string>()
    walkDocument(JSON.parse(source ?? '{}'), (holder) => {
      for (const key of ['description', 'title', 'summary', 'x-displayName']) {
        const text = holder[key]
        if (typeof text === 'string' && text.length > 40) prose.add(text)
      }
    })
    const keywords: string[] = []
    walkDocument(JSON.parse(committedText), (holder, place) => {
      const at = String(place?.key)
      const ours = /^\d{3}$/.test(at) ? 'description' : at === 'info' ? 'title' : undefined
      const prosaic = Object.keys(holder).filter((key) => PROSE_KEYS.test(key) && key !== ours)
      keywords.push(...prosaic.map((key) => `${at} ${key}`))
    })

    expect([...prose].filter((text) => committedText.includes(JSON.stringify(text).slice(1, -1)))).toEqual([])
    expect(keywords).toEqual([])
  })
})

const PROSE_KEYS = /^(description|title|examples?|externalDocs|x-.*)$/
