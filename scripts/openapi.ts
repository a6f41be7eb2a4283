// Extracts the facts of a vendor's OpenAPI document into openapi/<connector>.json. Usage: npm run openapi [-- FILE [CONNECTOR]]
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../server/shared/project-root.ts'
import { extractFacts } from './openapi-facts.ts'
import { printFacts } from './openapi-print.ts'

const source = process.argv[2] ?? join(projectRoot, '../shared/vendor/clockify-openapi-official-2026-05.json')
const connector = process.argv[3] ?? 'clockify'
if (!/^[a-z0-9-]+$/.test(connector) || connector === 'platform')
  throw new Error(`${connector} cannot be the name of a connector`)
const target = join(projectRoot, 'openapi', `${connector}.json`)

const facts = extractFacts(JSON.parse(readFileSync(source, 'utf8')), connector)
writeFileSync(target, printFacts(facts))
console.log(`openapi/${connector}.json: ${Object.keys(facts.paths).length} paths`)
