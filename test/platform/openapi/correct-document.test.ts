import { describe, expect, it } from 'vitest'
import type { ApiDocument } from '../../../server/platform/openapi/document.ts'
import { committedDocuments, readDocument } from '../../../server/platform/openapi/index.ts'
import { correctDocument } from '../../../server/platform/openapi/correct-document.ts'
import type { Corrections } from '../../../server/platform/openapi/overlay.schemas.ts'
import { lookUp } from '../../../server/platform/openapi/pointer.ts'
import { aDocument } from './support/a-document.ts'

const text = { type: 'string' }
const answerOf = (schema: object) => ({
  200: { description: '', content: { 'application/json': { schema } } },
})
const source = {
  ...aDocument({
    paths: {
      '/tasks': {
        get: {
          operationId: 'listTasks',
          parameters: [
            { name: 'tags', in: 'query', schema: { type: 'array', items: text } },
            { name: 'list_id', in: 'query', schema: { $ref: '#/components/schemas/Id' } },
            { name: 'list_id', in: 'header', schema: { type: 'number' } },
          ],
          responses: answerOf({
            allOf: [
              { type: 'object', properties: { next: text } },
              { type: 'object', properties: { tasks: { type: 'array', items: { type: 'string' } } } },
            ],
          }),
        },
      },
      '/task': {
        get: { operationId: 'getTask', responses: answerOf({ $ref: '#/components/schemas/Task' }) },
      },
    },
    components: {
      schemas: {
        Id: { type: 'number' },
        Task: {
          type: 'object',
          required: ['id'],
          properties: { id: text, place: text, priority: { type: 'object' } },
        },
      },
    },
  }),
}
const document = readDocument(source)
const because = { reason: 'for the test' }
const corrected = (corrections: Corrections) => correctDocument(document, corrections).root
const parameter = (root: object, index: number) =>
  lookUp(root, ['paths', '/tasks', 'get', 'parameters', index])
const schema = (name: string, ...rest: readonly string[]) => ['components', 'schemas', name, ...rest]
const TASKS = [
  'paths',
  '/tasks',
  'get',
  'responses',
  '200',
  'content',
  'application/json',
  'schema',
  'allOf',
  1,
]

describe('correctDocument', () => {
  it('gives the document itself when nothing is to be corrected', () => {
    expect(correctDocument(document, undefined)).toBe(document)
  })

  it('renames a list parameter, and that alone', () => {
    const root = corrected({ parameters: [{ ...because, names: ['tags'], in: ['query'], brackets: true }] })

    expect(parameter(root, 0)).toEqual({
      name: 'tags[]',
      in: 'query',
      schema: { type: 'array', items: text },
    })
    expect([parameter(root, 1), parameter(root, 2)]).toEqual([parameter(source, 1), parameter(source, 2)])
  })

  it('gives a parameter another schema where it stands, not what its reference names', () => {
    const root = corrected({
      parameters: [{ ...because, names: ['list_id'], in: ['path', 'query'], schema: text }],
    })

    expect(parameter(root, 1)).toEqual({ name: 'list_id', in: 'query', schema: text })
    expect([parameter(root, 2), lookUp(root, schema('Id'))]).toEqual([
      parameter(source, 2),
      { type: 'number' },
    ])
  })

  it('makes a parameter one text of JSON', () => {
    const root = corrected({
      parameters: [{ ...because, names: ['tags'], in: ['query'], operations: ['listTasks'], json: true }],
    })

    expect(parameter(root, 0)).toEqual({
      name: 'tags',
      in: 'query',
      content: { 'application/json': { schema: { type: 'array', items: text } } },
    })
  })

  it('follows references and combinations to what it sets', () => {
    const root = corrected({
      schemas: [
        { ...because, operations: ['getTask'], part: 'answer', at: ['priority'], set: { nullable: true } },
        { ...because, operations: ['getTask'], part: 'answer', at: [''], properties: { extra: text } },
        { ...because, operations: ['listTasks'], part: 'answer', at: ['tasks.*'], set: { type: 'number' } },
      ],
    })

    expect(lookUp(root, schema('Task', 'properties', 'priority'))).toEqual({ type: 'object', nullable: true })
    expect(lookUp(root, schema('Task', 'properties', 'extra'))).toEqual(text)
    expect(lookUp(root, [...TASKS, 'properties', 'tasks', 'items'])).toEqual({ type: 'number' })
  })

  it('takes what another operation answers, as corrected so far', () => {
    const root = corrected({
      schemas: [
        { ...because, operations: ['getTask'], part: 'answer', at: ['priority'], set: { nullable: true } },
        { ...because, operations: ['listTasks'], part: 'answer', at: ['tasks.*'], like: 'getTask' },
      ],
    })

    expect(lookUp(root, [...TASKS, 'properties', 'tasks', 'items'])).toEqual(lookUp(root, schema('Task')))
    expect(lookUp(root, schema('Task', 'properties', 'priority', 'nullable'))).toBe(true)
  })

  it('makes a list of what was one, and leaves its parts where they were', () => {
    const root = corrected({
      schemas: [{ ...because, operations: ['getTask'], part: 'answer', at: [''], asList: true }],
    })

    expect(lookUp(root, schema('Task'))).toMatchObject({
      type: 'array',
      items: lookUp(source, schema('Task')),
    })
    expect(lookUp(root, schema('Task', 'properties', 'id'))).toEqual(text)
  })

  it('leaves alone what the document does not have, and the document that it was given', () => {
    const before = JSON.stringify(source)
    const root = corrected({
      parameters: [{ ...because, names: ['gone'], in: ['query'], schema: text }],
      schemas: [
        { ...because, operations: ['gone'], part: 'answer', at: [''], set: { type: 'number' } },
        { ...because, operations: ['getTask'], part: 'body', at: ['id'], set: { type: 'number' } },
        { ...because, operations: ['getTask'], part: 'answer', at: ['gone.*'], set: { type: 'number' } },
      ],
    })

    expect([JSON.stringify(root), JSON.stringify(source)]).toEqual([before, before])
  })
})

describe.each(committedDocuments().map((shipped) => [shipped.connector, shipped] as const))(
  'the corrections of %s',
  (_, shipped) => {
    const { parameters = [], schemas = [] } = shipped.overlay()?.corrections ?? {}
    const steps: readonly Corrections[] = [
      ...parameters.map((one) => ({ parameters: [one] })),
      ...schemas.map((one) => ({ schemas: [one] })),
    ]
    const isSame = (left: ApiDocument, right: ApiDocument) =>
      JSON.stringify(left.root) === JSON.stringify(right.root)

    it('each change something, after those before', () => {
      let current = shipped.document()
      const idle = steps.filter((step) => {
        const before = current
        current = correctDocument(current, step)
        return isSame(before, current)
      })

      expect(idle).toEqual([])
    })

    it('each find all their places', () => {
      const whole = correctDocument(shipped.document(), { parameters, schemas })
      const missed = schemas.flatMap(({ reason, operations, part, at }) =>
        operations.flatMap((operation) =>
          at.filter((path) => {
            const mark = { reason, operations: [operation], part, at: [path], set: { marked: true } }
            return isSame(whole, correctDocument(whole, { schemas: [mark] }))
          }),
        ),
      )
      const unnamed = parameters.flatMap((one) =>
        one.names.filter((name) =>
          isSame(
            shipped.document(),
            correctDocument(shipped.document(), { parameters: [{ ...one, names: [name] }] }),
          ),
        ),
      )

      expect([missed, unnamed]).toEqual([[], []])
    })
  },
)
