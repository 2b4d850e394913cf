/** Why a window is not published, or not changed. */
export type WindowFault = {
  readonly reason:
    | 'maintenance_not_announced'
    | 'end_before_start'
    | 'window_begun'
    | 'window_over'
    | 'no_service'
    | 'unreadable_time';
};
