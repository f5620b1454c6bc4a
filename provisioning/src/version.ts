/** Version of the command line; a box reports its own as soon as it runs. */
export const SOFTWARE_VERSION = '0.1.0'
