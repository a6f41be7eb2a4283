import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainOn, chainStart } from '../../../../server/features/time-sessions/audit/audit-chain.ts'
import { lineOf, verifyExport } from '../../../../server/features/time-sessions/audit/export-lines.ts'

const linesOf = (workspaceId: string, texts: readonly string[]): string[] =>
  chainOn(
    chainStart(workspaceId),
    texts.map((text) => ({
      id: text,
      at: new Date('2026-03-02T09:00:00Z'),
      actor: { type: 'unknown', id: null },
      action: 'session.edited',
      sessionId: 's1',
      eventId: null,
      changes: [{ field: 'description', before: text, after: 1.5 }],
      note: text,
    })),
  ).map((entry) => lineOf(workspaceId, entry).trimEnd())

async function* given(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

describe('an exported audit log', () => {
  it('is followed without the database, whatever the texts are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), async (texts) => {
        const verdict = await verifyExport(given(linesOf('w1', texts)))

        expect(verdict).toEqual({ ok: true, entries: texts.length, firstBadSeq: null })
      }),
    )
  })

  it.each<[string, (lines: string[]) => string[]]>([
    ['changed', (lines) => lines.map((line) => line.replace('"two"', '"2"'))],
    ['taken out', ([first, , third]) => [first!, third!]],
    ['no JSON any more', ([first, , third]) => [first!, 'two', third!]],
    ["another workspace's", ([first, , third]) => [first!, linesOf('w2', ['one', 'two'])[1]!, third!]],
  ])('shows which entry was %s', async (_how, tamper) => {
    const lines = tamper(linesOf('w1', ['one', 'two', 'three']))

    expect(await verifyExport(given(lines))).toEqual({ ok: false, entries: 1, firstBadSeq: 2 })
  })

  it.each([[[]], [['']], [['{}']]])('is not %j', async (lines) => {
    await expect(verifyExport(given(lines))).rejects.toThrow('holds no exported audit entry')
  })
})
