import { useId } from 'react'
import { setTheme, THEME_CHOICES, useThemeChoice } from '../../host/theme.ts'
import { chooseLanguage } from '../../host/language.ts'
import { LANGUAGES, t, useLanguage } from '../../i18n/index.ts'

// Each in its own words, for those who read only that.
const LANGUAGE_NAMES = { en: 'English', es: 'Español', ru: 'Русский' } as const

/** Colours and language of this browser. */
export function Appearance() {
  const theme = useThemeChoice()
  const language = useLanguage()
  const name = useId()
  return (
    <section className="stack">
      <p className="help">{t('settings.appearance.help')}</p>
      <fieldset className="card choices">
        <legend className="label">{t('settings.appearance.theme')}</legend>
        {THEME_CHOICES.map((each) => (
          <label key={each} className="choice">
            <input
              type="radio"
              name={`${name}-theme`}
              checked={theme === each}
              onChange={() => setTheme(each)}
            />
            <span>{t(`settings.appearance.theme.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="card choices">
        <legend className="label">{t('language.label')}</legend>
        {LANGUAGES.map((each) => (
          <label key={each} className="choice">
            <input
              type="radio"
              name={`${name}-language`}
              checked={language === each}
              onChange={() => void chooseLanguage(each)}
            />
            <span lang={each}>{LANGUAGE_NAMES[each]}</span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}
