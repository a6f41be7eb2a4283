import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import {
  buildRequest,
  committedDocuments,
  createCompiler,
  describeOperation,
  loadCatalogue,
  pageChoosers,
  pageQuery,
  readDocument,
  sizeParameterOf,
  validateCall,
  type Operation,
} from '../../../server/platform/openapi/index.ts'
import { planWalk } from '../../../server/platform/bootstrap/plan-walk.ts'
import { hasField } from './support/fields-of.ts'
import { sampleCall } from './support/sample-call.ts'

const catalogue = loadCatalogue()
const compiler = createCompiler()
const COUNTS = [
  ['clockify', 158],
  ['clickup', 137],
  ['clickup-v3', 35],
  ['huntflow', 123],
  ['jira', 56],
  ['jira-data-center', 52],
  ['confluence', 46],
  ['confluence-data-center', 26],
] as const

/** Values of a path that no operation lists, each for its reason. */
const NOT_LISTED: readonly { readonly name: string; readonly reason: string }[] = [
  { name: 'workspaceId', reason: 'follows from the installation' },
  { name: 'entity_type', reason: 'one of the documented words' },
  { name: 'object_type', reason: 'one of the documented words' },
  { name: 'comment_type', reason: 'one of the documented words' },
  { name: 'position', reason: 'one of the documented words' },
  { name: 'type', reason: 'one of the documented words' },
  { name: 'object_id', reason: 'of whatever object_type names' },
  { name: 'deadline', reason: 'a date' },
  { name: 'days', reason: 'a number of days' },
]

it('the catalogue holds every document, the one of the add-on first', () => {
  const first = catalogue.list()[0]?.connector

  expect([first, catalogue.connectors()]).toEqual([
    'clockify',
    COUNTS.map(([connector]) => connector).toSorted(),
  ])
})

it('the bootstrap walks nothing but Clockify', () => {
  const others = catalogue.list().filter(({ connector }) => connector !== 'clockify')
  const walked = planWalk(others).filter(({ kind }) => kind === 'walked')

  expect([walked, others.filter(({ walk }) => walk !== undefined)]).toEqual([[], []])
  expect(
    planWalk(catalogue.list({ connector: 'clockify' })).filter(({ kind }) => kind === 'walked'),
  ).toHaveLength(26)
})

describe.each(COUNTS)('the catalogue of %s', (connector, count) => {
  const operations = catalogue.list({ connector })
  const byId = operations.map((one) => [one.operationId, one] as const)
  const overlay = committedDocuments()
    .find((source) => source.connector === connector)
    ?.overlay()
  const ids = overlay?.ids ?? []
  const suppliers = (one: Operation) =>
    one.needs.flatMap((need) => {
      const supplier =
        need.operationId === undefined
          ? undefined
          : catalogue.find(need.connector ?? connector, need.operationId)
      return supplier === undefined ? [] : [{ need, supplier }]
    })

  it(`holds ${count} operations, each with a summary of its own`, () => {
    const summaries = operations.map(({ summary }) => summary)

    expect([operations.length, new Set(summaries).size]).toEqual([count, count])
    expect(summaries.filter((text) => !/^[A-Z][a-z]+ [a-z -]*[a-z,() ]+$/.test(text))).toEqual([])
  })

  it.each(byId)('describes %s on its own', (_, one) => {
    const description = describeOperation(compiler.compile(one))

    const schemas = [
      ...description.parameters.map(({ schema }) => schema),
      ...(description.requestBody?.content ?? []).map(({ schema }) => schema),
      ...description.responses.flatMap(({ content }) => content.map(({ schema }) => schema)),
    ]
    const ajv = new Ajv2020({ strict: false, validateFormats: false, unicodeRegExp: false })
    for (const schema of schemas) expect(ajv.compile(schema)).toBeTypeOf('function')
    expect(JSON.stringify(description)).not.toMatch(/"\$ref":"#\/(components|paths)/)
  })

  it.each(byId)('takes a call of %s and builds it', (_, one) => {
    const { violations, values } = validateCall(compiler.compile(one), sampleCall(compiler.compile(one)))
    const request = buildRequest(one, values, { baseUrl: 'https://example.com/base' })

    expect(violations).toEqual([])
    expect(new URL(request.url).pathname).toMatch(
      /^\/base\/((api\/)?v\d|(wiki\/)?(rest\/)?(api|agile)(\/v?[\d.]+)?)\/[^{}]+$/,
    )
    expect(request.body === undefined).toBe(one.requestBody === undefined)
  })

  it('asks nobody for credentials or the type of the body', () => {
    const headers = operations.flatMap(({ parameters }) =>
      parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name.toLowerCase()),
    )

    expect(headers.filter((name) => /^(authorization|content-type|accept|cookie)$/.test(name))).toEqual([])
  })

  it('says of reads alone that they may be repeated', () => {
    const wrong = operations.filter(({ safe, method }) => safe !== (method === 'GET'))

    expect(wrong).toEqual([])
  })

  it('names for every id of a path the operation that supplies it', () => {
    const unsupplied = operations.flatMap((one) =>
      one.parameters
        .filter(({ in: place, name }) => place === 'path' && !NOT_LISTED.some((known) => known.name === name))
        .filter(({ name }) => !one.needs.some((need) => need.in === 'path' && need.name === name))
        .map(({ name }) => `${one.operationId} ${name}`),
    )

    expect(unsupplied).toEqual([])
  })

  it('finds the field that supplies an id in the answer that has it, and the parent in the call', () => {
    const wrong = operations.flatMap((one) => {
      const names = new Set(one.parameters.map(({ name }) => name))
      const parents = one.needs.flatMap((need) => (need.in === 'path' ? (need.parent ?? []) : []))
      return [
        ...suppliers(one)
          .filter(({ supplier, need }) => !hasField(compiler.compile(supplier), 'record', need.field))
          .map(({ supplier, need }) => `${supplier.operationId} ${need.field}`),
        ...parents.filter((parent) => !names.has(parent)).map((parent) => `${one.operationId} ${parent}`),
      ]
    })

    expect([...new Set(wrong)]).toEqual([])
  })

  it('has overlay entries only for operations that exist', () => {
    const { parameters = [], schemas = [] } = overlay?.corrections ?? {}
    const named = [
      ...Object.keys(overlay?.operations ?? {}),
      ...(overlay?.quickActions ?? []).map(({ operationId }) => operationId),
      ...parameters.flatMap((each) => each.operations ?? []),
      ...schemas.flatMap(({ operations: own, like }) => [...own, like ?? own[0] ?? '']),
    ].map((operationId) => [connector, operationId] as const)
    const supplying = ids.flatMap((rule) =>
      rule.operationId === undefined ? [] : [[rule.connector ?? connector, rule.operationId] as const],
    )

    expect([...named, ...supplying].filter((place) => catalogue.find(...place) === undefined)).toEqual([])
  })

  it('narrows its rules only by tags and path beginnings that exist', () => {
    const tags = new Set(operations.flatMap((one) => one.tags))
    const rules = [...(overlay?.hosts ?? []), ...(overlay?.scopes ?? []), ...ids]
    const paths = ids.flatMap((rule) => rule.paths ?? [])

    expect(rules.flatMap((rule) => rule.tags ?? []).filter((tag) => !tags.has(tag))).toEqual([])
    expect(paths.filter((path) => !operations.some((one) => one.path.startsWith(path)))).toEqual([])
  })

  it('has no rule for ids that is of no use', () => {
    const used = new Set(
      operations.flatMap(({ needs }) =>
        needs.map((need) => `${need.operationId ?? need.installation} ${need.field}`),
      ),
    )
    const unused = ids.filter(
      ({ operationId, installation, field = 'id' }) => !used.has(`${operationId ?? installation} ${field}`),
    )

    expect(unused).toEqual([])
  })

  it('pages by parameters and fields that exist', () => {
    const wrong = operations.flatMap((one) => {
      const known = new Set(one.parameters.map(({ name }) => name))
      const size = sizeParameterOf(one)
      const parameters = [...pageChoosers(one), ...(size === undefined ? [] : [size])]
      const { pagination } = one
      const cursor = pagination.kind === 'cursor' ? [pagination.cursorField] : []
      const total =
        pagination.kind === 'page' && pagination.totalPagesField !== undefined
          ? [pagination.totalPagesField]
          : []
      const list = one.items === undefined ? [] : [one.items]
      const fields = pagination.kind === 'after-last' ? Object.values(pagination.positionParameters) : []
      const compiled = compiler.compile(one)
      return [
        ...parameters.filter((name) => !known.has(name)),
        ...[...cursor, ...total, ...list].filter((path) => !hasField(compiled, 'answer', path)),
        ...fields.filter((path) => !hasField(compiled, 'record', path)),
      ].map((name) => `${one.operationId} ${name}`)
    })

    expect(wrong).toEqual([])
  })

  it('may ask for the largest page of every list', () => {
    const refused = operations
      .filter(({ pagination }) => pagination.kind !== 'none')
      .flatMap((one) => {
        const compiled = compiler.compile(one)
        const call = sampleCall(compiled)
        const query = { ...call.query, ...pageQuery(one, { page: 0 }) }
        return validateCall(compiled, { ...call, query }).violations.map(
          ({ pointer }) => `${one.operationId} ${pointer}`,
        )
      })

    expect(refused).toEqual([])
  })

  it('is still a document whose references lead somewhere when it is corrected', () => {
    const root = operations[0]?.document.root ?? {}

    expect(readDocument(root).root).toBe(root)
  })
})
