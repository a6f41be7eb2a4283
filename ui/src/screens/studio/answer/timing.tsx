import type { CallAnswer } from '../../../api/types.ts'
import { formatMs, formatNumber, t } from '../../../i18n/index.ts'
import { sizeOf } from './facts.ts'
import { formatBytes } from './format-bytes.ts'
import { Pairs } from './pairs.tsx'

export function Timing({ answer }: { readonly answer: CallAnswer }) {
  const size = sizeOf(answer)
  return (
    <>
      <Pairs
        pairs={[
          [t('answer.timing.total'), formatMs(answer.durationMs)],
          [t('answer.timing.requests'), formatNumber(answer.attempts)],
          [t('answer.timing.pages'), formatNumber(answer.pages)],
          ...(size === undefined ? [] : [[t('answer.size'), formatBytes(size)] as const]),
        ]}
      />
      <p className="help">{t('answer.timing.help')}</p>
    </>
  )
}
