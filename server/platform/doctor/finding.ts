import { messageOf } from '../../shared/errors.ts'

/** One thing that was looked at. A warning may stay as it is; a problem may not. */
export interface Finding {
  readonly check: string
  readonly status: 'ok' | 'warning' | 'problem'
  readonly detail: string
  /** What to do about it; absent where nothing is wrong. */
  readonly mend?: string
}

interface Complaint {
  readonly detail: string
  readonly mend: string
}

export function ok(check: string, detail: string): Finding {
  return { check, status: 'ok', detail }
}

export function warning(check: string, { detail, mend }: Complaint): Finding {
  return { check, status: 'warning', detail, mend }
}

export function problem(check: string, { detail, mend }: Complaint): Finding {
  return { check, status: 'problem', detail, mend }
}

/** Runs one check; a failure of the check itself is a finding too, so that the others still run. */
export async function attempt(
  check: string,
  mend: string,
  look: () => Promise<readonly Finding[]> | readonly Finding[],
): Promise<readonly Finding[]> {
  try {
    return await look()
  } catch (error) {
    return [problem(check, { detail: oneLine(messageOf(error)), mend })]
  }
}

/** What failed is often told over several lines; a finding is one. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim()
}
