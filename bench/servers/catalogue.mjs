// The catalogue of the built server alone, in a process that does nothing else; prints what it measured as JSON.
import { readFileSync } from 'node:fs'
import { createCommandContext } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import {
  checkResponse,
  createCompiler,
  loadCatalogue,
  validateCall,
} from '../../server/platform/openapi/index.ts'
import { importDocument } from '../../server/platform/studio/index.ts'
import { createLog } from '../../server/shared/create-log.ts'

const LATER = 200

function megabytes() {
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 2 ** 20
}

/** Something for every parameter and a body, so that every schema of the request is compiled and run. */
function inputOf(operation) {
  const values = (place) =>
    Object.fromEntries(
      operation.parameters.filter((each) => each.in === place).map(({ name }) => [name, 'x']),
    )
  return { path: values('path'), query: values('query'), headers: values('header'), body: {} }
}

function timed(run) {
  const startedAt = performance.now()
  run()
  return performance.now() - startedAt
}

const before = megabytes()
let catalogue
const readyMs = timed(() => {
  catalogue = loadCatalogue()
  catalogue.list({ connector: 'clockify' })
})
const compiler = createCompiler()
const operations = catalogue.list()
const firstMs = []
const laterMs = []
for (const operation of operations) {
  const input = inputOf(operation)
  const validate = () => validateCall(compiler.compile(operation), input)
  firstMs.push(timed(validate))
  laterMs.push(timed(() => Array.from({ length: LATER }, validate)) / LATER)
}
for (const operation of operations) {
  for (const status of [200, 201])
    checkResponse(compiler.compile(operation), { status, contentType: 'application/json', body: {} })
}
const memoryMb = megabytes() - before

const context = await createCommandContext({
  config: readConfig(process.env),
  log: createLog('warn'),
  pid: process.pid,
})
const text = readFileSync(process.env['DOCUMENT'], 'utf8')
const startedAt = performance.now()
const { operations: imported } = await importDocument(context, {
  connector: 'clockify',
  source: 'large',
  text,
})
const importMs = performance.now() - startedAt
await context.close()

process.stdout.write(
  JSON.stringify({ readyMs, firstMs, laterMs, memoryMb, operations: operations.length, importMs, imported }),
)
