/** Version of the box program; stands on every receipt and in every export. */
export const SOFTWARE_VERSION = '0.1.0'
