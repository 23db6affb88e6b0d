/** The one node that there is: the machine of the engine. */
export const NODE_NAME = 'docker';
