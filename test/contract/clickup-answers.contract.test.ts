import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkResponse, createCompiler, loadCatalogue } from '../../server/platform/openapi/index.ts'
import type { ClickUpSandbox } from '../../server/sandbox/clickup/index.ts'
import { askClickUp, startSmallClickUp } from '../support/clickup-caller.ts'
import { type ClickUpCall, clickUpReads, clickUpWrites } from './clickup-calls.ts'

const catalogue = loadCatalogue()
const compiler = createCompiler()
let sandbox: ClickUpSandbox

beforeAll(async () => {
  sandbox = await startSmallClickUp({})
})
afterAll(() => sandbox.stop())

/** Where the answer to a call is not as the corrected documents say. */
async function differencesOf({
  operationId,
  call,
  body: given,
  form,
}: ClickUpCall): Promise<readonly string[]> {
  const { status, text } = await askClickUp(sandbox, call, {
    body: given,
    ...(form === undefined ? {} : { form }),
  })
  const operation = catalogue.find('clickup', operationId) ?? catalogue.find('clickup-v3', operationId)
  if (operation === undefined) return [`${operationId} is in no document`]
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  const contentType = text === '' ? undefined : 'application/json'
  return checkResponse(compiler.compile(operation), { status, contentType, body }).map(
    ({ kind, pointer, message }) => `${operationId} ${kind} ${pointer} ${message}`,
  )
}

it.each([
  ['reads', clickUpReads],
  ['writes', clickUpWrites],
])('the answers to %s do not differ from the corrected documents', async (_, callsOf) => {
  const found: string[] = []
  for (const call of callsOf(sandbox)) found.push(...(await differencesOf(call)))

  expect(found).toEqual([])
})
