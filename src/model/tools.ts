/** Where berth gets what it runs beside the containers of a pod: one static busybox, so users' images need nothing. */
export const DEFAULT_TOOLS_IMAGE = 'busybox:musl';
