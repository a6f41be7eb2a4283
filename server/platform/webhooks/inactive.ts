/** What an event says that came, or was to be handed out, while the installation was INACTIVE. */
export const INACTIVE = 'add-on inactive'
