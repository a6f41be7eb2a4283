/** What the installation token is sealed for; it opens for nothing else. */
export const TOKEN_PURPOSE = 'clockify-installation-token'
