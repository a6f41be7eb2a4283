import { describe, expect, it } from 'vitest'
import {
  pinnedKeySource,
  verifyInstallationToken,
  verifyLifecycleToken,
  verifyUserToken,
  verifyWebhookToken,
} from '../../server/platform/tokens/index.ts'
import { AppError } from '../../server/shared/errors.ts'
import {
  installationClaims,
  lifecycleClaims,
  testClock,
  userClaims,
  webhookClaims,
  ADDON_KEY,
  TEST_NOW,
} from '../support/a-token.ts'
import { makeKeys, publicPem } from './support/forge.ts'
import { CRYPTOGRAPHIC, real } from './support/forgeries.ts'
import { ODD, respelled, untimely } from './support/odd-tokens.ts'

const identity = { workspaceId: 'w1', addonId: 'a1' }
const keys = makeKeys()
const deps = {
  keys: pinnedKeySource(publicPem(keys.platform.publicKey)),
  clock: testClock(),
  addonKey: ADDON_KEY,
}
const VERIFIERS = {
  lifecycle: { verify: verifyLifecycleToken, claims: lifecycleClaims(identity) },
  webhook: { verify: verifyWebhookToken, claims: webhookClaims(identity) },
  user: { verify: verifyUserToken, claims: userClaims(identity) },
  installation: { verify: verifyInstallationToken, claims: installationClaims(identity) },
} as const
const KINDS = ['lifecycle', 'webhook', 'user', 'installation'] as const

/** `taken`, or the code of the refusal. */
async function answerTo(kind: (typeof KINDS)[number], token: string): Promise<string> {
  try {
    await VERIFIERS[kind].verify(deps, token)
    return 'taken'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

describe.each(KINDS)('the %s verifier', (kind) => {
  const { claims } = VERIFIERS[kind]

  it('takes the real token that all forgeries are made from', async () => {
    expect(await answerTo(kind, real(keys, claims))).toBe('taken')
  })

  it.each([
    ['signatures and headers', CRYPTOGRAPHIC, 200],
    ['forms, sizes and claims', ODD, 100],
    ['time', untimely(TEST_NOW), 2],
  ])('refuses every forgery of %s as unauthorized', async (_what, forgeries, atLeast) => {
    const wrong: string[] = []
    for (const [name, forge] of forgeries) {
      const answer = await answerTo(kind, forge(keys, claims))
      if (answer !== 'UNAUTHORIZED') wrong.push(`a token ${name}: ${answer}`)
    }

    expect(forgeries.length).toBeGreaterThan(atLeast)
    expect(wrong).toEqual([])
  })

  it('takes a token in one spelling only', async () => {
    const answers = await Promise.all(respelled(real(keys, claims)).map((token) => answerTo(kind, token)))

    expect(answers).toEqual(Array.from({ length: 15 }, () => 'UNAUTHORIZED'))
  })
})
