import { describe, expect, it } from 'vitest'
import { pushFile } from '../../../../server/features/task-upsert/push/push-file.ts'

const SCAN = 'CVE,Name,Host\nCVE-1,one,a\nCVE-2,two,b\n'
const MAP = ['--map', 'internalId=CVE']

/** The command with a file of that text, and nobody to send it to. */
async function push(
  args: readonly string[],
  { text = SCAN, env = { SWITCHYARD_API_KEY: 'key' } }: { text?: string; env?: Record<string, string> } = {},
): Promise<{ code: number; out: string; told: string }> {
  const out: string[] = []
  const told: string[] = []
  const code = await pushFile({
    args,
    env,
    signal: new AbortController().signal,
    read: async () => Buffer.from(text),
    print: (line) => void out.push(line),
    tell: (line) => void told.push(line),
    progress: undefined,
  })
  return { code, out: out.join('\n'), told: told.join('\n') }
}

describe('the command task upsert', () => {
  it.each([
    [[], /Name one file[^]*Usage: npm run cli -- task upsert FILE/],
    [['a.csv', 'b.csv'], /Name one file/],
    [['scan.csv', '--fast'], /Unknown option '--fast'[^]*Usage/],
    [['scan.csv', '--wait', 'long'], /--wait must be a whole number of seconds/],
    [['scan.csv', '--url', 'switchyard'], /--url must be an address/],
    [['scan.csv', '--map', 'nonsense'], /--map takes TARGET=COLUMN/],
    [['scan.csv', '--map', 'internalId=Nothing'], /no column "Nothing"; it has "CVE"/],
    [['scan.csv'], /no column for internalId; .*--map internalId=COLUMN/],
    [['scan.csv', ...MAP, '--key', 'a key'], /characters that no key has/],
  ])('called with %j says what to do and ends with 2', async (args, message) => {
    const { code, told } = await push(args)

    expect(told).toMatch(message)
    expect(code).toBe(2)
  })

  it('without a key says where one comes from', async () => {
    const { code, told } = await push(['scan.csv', ...MAP], { env: {} })

    expect(told).toMatch(/SWITCHYARD_API_KEY/)
    expect(code).toBe(2)
  })

  it('explains itself', async () => {
    const { code, out } = await push(['--help'])

    expect(out).toMatch(/^Usage: npm run cli -- task upsert FILE/)
    expect(code).toBe(0)
  })

  it('tells bad rows and columns that are left out, without what would steer a terminal', async () => {
    const text = 'id,title,\u001b[2Jx\n1,,y\n'

    const { code, told } = await push(['scan.csv', '--dry-run'], { text })

    expect(told).toBe(
      [
        'Not taken:  [2Jx. Take a column with --map field:NAME=COLUMN.',
        '1 bad row:\n  line 2: title is missing',
        'Nothing was sent. Mend these rows, or push the others with --skip-bad.',
      ].join('\n'),
    )
    expect(code).toBe(1)
  })

  it('has nothing to do with an empty file, and is content', async () => {
    for (const text of ['', '[]', 'id,title\n'])
      expect(await push(['scan', '--json'], { text })).toMatchObject({ code: 0, told: '' })
  })
})
