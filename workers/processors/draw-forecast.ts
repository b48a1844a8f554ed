import type { ForecastDrawer } from '../../src/forecast/drawing/forecast-drawer.service.js';
import type { Processor } from '../handlers.js';

/** forecast.draw: the forecast that a client asked for. */
export function drawForecast(drawer: ForecastDrawer): Processor<'forecast.draw'> {
  return ({ forecastId }, signal) => drawer.draw(forecastId, signal);
}
