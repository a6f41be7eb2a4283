import common from './common.json'
import studio from './studio.json'

/** What is shown before any other part of the program is loaded. */
export const texts = { ...common, ...studio }
