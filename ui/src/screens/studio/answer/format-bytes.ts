import { formatNumber, t } from '../../../i18n/index.ts'

const KILO = 1_000

/** `512 bytes`, `3.4 kB`, `40 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < KILO) return t('answer.bytes', { count: bytes })
  const isMega = bytes >= KILO * KILO
  const size = isMega ? bytes / (KILO * KILO) : bytes / KILO
  return `${formatNumber(Math.round(size * 10) / 10)} ${isMega ? 'MB' : 'kB'}`
}
