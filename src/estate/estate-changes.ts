import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Who keeps something that follows from the estate, and must follow its changes in the same transaction. */
export interface EstateChangeListener {
  /** Devices were created or changed, or what their site is changed. */
  devicesChanged(manager: EntityManager, deviceIds: readonly number[]): Promise<void>;
  /** What makers are recognised by has changed, which concerns every device. */
  makersChanged(manager: EntityManager): Promise<void>;
}

/** Lets other areas follow the estate without the estate knowing of them. */
@Injectable()
export class EstateChanges {
  private readonly listeners: EstateChangeListener[] = [];

  listen(listener: EstateChangeListener): void {
    this.listeners.push(listener);
  }

  async devicesChanged(manager: EntityManager, deviceIds: readonly number[]): Promise<void> {
    for (const listener of this.listeners) await listener.devicesChanged(manager, deviceIds);
  }

  async makersChanged(manager: EntityManager): Promise<void> {
    for (const listener of this.listeners) await listener.makersChanged(manager);
  }
}
