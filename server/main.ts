import { existsSync } from 'node:fs'
import { keepHeapSmall } from './shared/small-heap.ts'

if (existsSync('.env')) process.loadEnvFile('.env')
// With the embedded database PostgreSQL lives in this process, too. Reading the program makes the heap grow, so this comes first.
if (!process.env['DATABASE_URL']) keepHeapSmall()
await import('./serve.ts')
