import { ok, problem, warning, type Finding } from './finding.ts'

// Tokens are taken this long before and after their time; a larger difference refuses good ones.
const TOLERANCE_MS = 30_000
// A Date header knows whole seconds only.
const NOTICEABLE_MS = 3_000

/** How far this machine's clock is from another one. */
export function skewFinding(
  check: string,
  { of, skewMs }: { readonly of: string; readonly skewMs: number },
): Finding {
  const apartMs = Math.abs(skewMs)
  if (apartMs < NOTICEABLE_MS) return ok(check, `This machine's clock agrees with ${of}.`)
  const detail = `This machine's clock is ${(apartMs / 1000).toFixed(0)} s ${skewMs > 0 ? 'behind' : 'ahead of'} ${of}.`
  const mend = 'Let every machine take its time from NTP (timedatectl set-ntp true).'
  if (apartMs < TOLERANCE_MS) return warning(check, { detail, mend })
  return problem(check, { detail: `${detail} Tokens of Clockify are refused.`, mend })
}
