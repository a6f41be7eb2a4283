const TASK = {
  internalId: 'ORDER-1042',
  title: 'Call the customer back',
  description: 'They have been waiting **since Monday**.',
  priority: 2,
}

export const SNIPPETS = ['curl', 'client', 'command'] as const
export type SnippetName = (typeof SNIPPETS)[number]

/** The same push three ways, with the address of this server in them. `keyName` stands where the API key goes. */
export function snippetsFor(address: string, keyName: string): Readonly<Record<SnippetName, string>> {
  return {
    curl: [
      `curl -X POST ${address}/api/tasks/upsert \\`,
      `  -H 'Authorization: Bearer ${keyName}' \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -d '${JSON.stringify(TASK, null, 2).replaceAll('\n', '\n  ')}'`,
    ].join('\n'),
    client: [
      `import { createClient } from 'switchyard/client'`,
      ``,
      `const client = createClient({ baseUrl: '${address}', apiKey: '${keyName}' })`,
      `const { outcome, url } = await client.upsertTask(${literalOf(TASK)})`,
    ].join('\n'),
    command: [
      `export SWITCHYARD_URL=${address} SWITCHYARD_API_KEY=${keyName}`,
      `npm run cli -- task upsert tasks.json`,
    ].join('\n'),
  }
}

/** What the file of the command holds: one task, or many in an array. */
export function exampleFile(): string {
  return JSON.stringify([TASK], null, 2)
}

function literalOf(value: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries(value).map(
    ([name, each]) => `  ${name}: ${typeof each === 'number' ? each : `'${each}'`},`,
  )
  return `{\n${lines.join('\n')}\n}`
}
