import { setLanguage, t, type Language } from '../i18n/index.ts'
import { toast } from '../kit/toast.tsx'
import { writePreference } from './preferences.ts'

/** The user's own choice, for this browser; its texts may have to be fetched. */
export async function chooseLanguage(next: Language): Promise<void> {
  try {
    await setLanguage(next)
    writePreference('language', next)
  } catch {
    toast('error', t('state.unreachable'))
  }
}
